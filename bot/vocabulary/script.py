"""Traditional characters of the words that offices use, so that a document in them is known too."""

_TRADITIONAL = (
    "務單責時間牽頭協辦實體內項標領導類別進階節點號備註職聯繫報門處區縣鄉鎮問題舉認執"
    "決議綱計劃總結屬業與參負廳會組隊審紀錄請應討論動員簽發開準書從點"
)
_SIMPLIFIED = (
    "务单责时间牵头协办实体内项标领导类别进阶节点号备注职联系报门处区县乡镇问题举认执"
    "决议纲计划总结属业与参负厅会组队审纪录请应讨论动员签发开准书从点"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """`text` with the traditional characters of office words in their simplified form, character by character."""
    return text.translate(_TABLE)
