"""A setting that is none of those it may be: the error lists them in the language set."""

import pytest

from bot.errors import SettingsErrors
from bot.settings import load_settings
from bot.texts import set_language


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "应为 'zh-CN'、'en' 之一"), ("en", "one of 'zh-CN' or 'en'")],
)
def test_what_a_setting_may_be_is_listed_in_the_language_set(language: str, words: str) -> None:
    set_language(language)
    with pytest.raises(SettingsErrors) as refused:
        load_settings({"DUBAN_LANGUAGE": "fr"}, None)
    assert words in str(refused.value)
