"""Numbers that look like dates and are none: of files, cases, telephones, accounts."""

import re
from typing import Final

from bot.deadlines.lexicon import one_of
from bot.deadlines.row import Parts, Row, Scene

_NAMES: Final = one_of(
    "编号 序号 文号 案号 证号 单号 工单号? 工号 代码 编码 账号 帐号 卡号 电话 手机 传真 邮编 邮政编码 号码 "
    "受理号 流水号 批号 备案号 许可证号 项目号 合同号 学号 房号 门牌号 车牌号 热线"
)


def _refuse(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


ROWS: Final = (
    Row(
        "编号{N}",
        "编序文案证单工代账帐卡电手传邮号受流批备许项合学房门车热",
        rf"{_NAMES}(?:\([^)]{{0,10}}\))?(?:为|是|:)*[A-Za-z]*\d[\dA-Za-z-]{{3,}}",
        _refuse,
        (("办理编号20240315", "none | not-a-deadline"), ("编号：20250630，6月30日前报送", "due 2021-06-30 | no-year")),
    ),
)
