"""Words and signs within a list of units: what marks, leads to, joins, parts and numbers its names."""

from bot.vocabulary.patterns import any_of, words
from bot.vocabulary.roles import Role

#: Marks of one sign behind a name: 县水利局（主）、县财政局（协）.
SHORT_ROLES: dict[str, Role] = {
    "主": "lead", "牵": "lead", "协": "assisting", "配": "assisting", "督": "supervising",
}  # fmt: skip
#: Role words that a bracket behind a name may hold alone, beside those that are labels: 县水利局（落实）.
BRACKETED_ROLES = words("责任 负责 落实 承办")
#: What somebody does with the work of others, in a bracket behind a name: no part of the name, and no role.
DEEDS = words(
    "会商 协商 汇总 统稿 把关 审核 复核 审定 统筹 协调 兜底 跟进 督促 报送 上报 备案 复查 抽查 起草 提供资料 提供数据 "
    "提供场地 提供经费 保障 监测 验收 签收 留存 存档 备查 参会 列席 知悉 抄送"
)
#: By what those named part the work: （按案件性质分工）.
PARTED_PATTERN = "（(?:按照?|依|根据)[^（）：]{2,14}(?:分工|负责|落实|办理|承办|实施)）"
#: What may close a short list whose last name is no known body: 各社区、属地物业配合.
LIST_CLOSING = words("配合 协助 参与 牵头 负责 落实 督导 指导")
_HOW = words("共同 密切 积极 分别")
LIST_CLOSING_PATTERN = f"{any_of(_HOW)}?(?<![政科])协办|{any_of(_HOW)}?{any_of(LIST_CLOSING)}"

#: Before the first name: 由县水利局牵头, 请各单位配合.
LEADING_PATTERN = "^(?:分别)?" + any_of(words("由 请 以及 其中 同时")) + "(?=.{2})"
#: Before a later one. 和 begins names too (和平里社区居委会): it goes only before a level or 各.
LATER_PATTERN = r"^(?:由|以及|并由|[和及与](?=[省市区州旗镇乡各有相其]))(?=.{3})"
#: Between who leads and who does it together with them: 县水利局会同县财政局. 商 is in names too (商务局).
TOGETHER_PATTERN = (
    "(?<=.)会同(?=.)|(?<=[局委办厅部室府会])(?:，)?(?:联合|商)(?=[省市区县州旗各国])"
    "|(?<=局)商(?=[^务业会贸标事检品、，]{1,8}[局处科室办部](?:$|负责|办理|落实))"
)
#: Who helps or carries out, in a bracket of its own: 县水利局（县财政局配合）, 影像科（设备科保障）.
HELPED_PATTERN = (
    "（([^（）]{2,60}[局委办厅部室会院府科处所站队心司团行社](?:共同)?"
    + any_of(words("配合 协助 参与 保障 支持 协办 具体实施 具体承办 具体负责 承办"))
    + "）)"
)
#: 市数据局（原市大数据中心）, 县农办（现县农业农村局）; 原料科, 现场科 are sections.
FORMERLY_PATTERN = "（(?:原(?![料材产子则油种告物名为])|原名|原为|曾用名|前身为?)：?(?P<name>[^（）：]{2,30})）"
NOW_PATTERN = (
    "(?:^|(?<=[、，；：]))[^（）、，；：]{2,30}（(?:现(?![代场役金行有状更并为名])|现为|现名|现?更名为|已更名为|现?并入)：?"
    "(?P<name>[^（）：]{2,30})）"
)
#: What all of a list form together: 甲局、乙局（清欠工作专班）.
TASK_FORCE_PATTERN = "（[^（）、，；：]{0,30}(?:专班|领导小组|指挥部|工作组|联席会议)）$"

#: Signs before or behind a name whose meaning a note tells: ★市财政局.
NOTE_SIGNS = "★☆▲△▼◆◇■□●※√✓✔#*"
#: What such a sign means: （★为牵头单位）, （注：带*为牵头单位）.
SIGN_LEADS_PATTERN = (
    f"（?(?:注：)?(?:带|标|有|打)?[“]?(?P<sign>[{NOTE_SIGNS}])[”]?(?:号|者)?的?(?:为|是|：|表示|代表)(?:牵头|主办|主责)"
    "(?:单位|部门|处室|科室)?）?$"
)
#: Bars and plus signs between names.
BAR_PATTERN = r"(?<=[\u4e00-\u9fff）)A-Z])[ \t]*[|｜+＋][ \t]*(?=[\u4e00-\u9fff（(A-Z])"

#: One ending for names that differ by a number: 招商一、二、三局, 第一、二、三项目部.
_NUMBERED_ENDS = words(
    "分局 大队 中队 支队 工区 党支部 支部 车间 分厂 项目部 事业部 监区 病区 小学 中学 社区 "
    "局 处 科 室 组 所 站 庭 队 部 村"
)
NUMBERED_PATTERN = (
    "(?P<stem>[\u4e00-\u9fff]{2,10}?|(?<![\u4e00-\u9fff])第)"
    "(?P<list>[一二三四五六七八九十](?:、[一二三四五六七八九十])+)"
    f"(?P<end>{any_of(_NUMBERED_ENDS)})(?=$|[、，；。（]|牵头|主办|负责|配合|落实|协)"
)
#: 排在第一位的为牵头部门.
FIRST_LEADS_PATTERN = (
    "(?:排(?:在|序)?(?:第一位|首位|名第一|名首位|名第一位|第一)|列(?:在)?(?:第一位|首位|第一)|第一个|首个)[^，。；]{0,12}(?:为|是)?"
    "(?:牵头|主办|主责)"
)
#: Words between role words, or before one, that add nothing to the role: 具体负责, 共同抓好落实.
FILLERS = words(
    "主要 全面 推进 组织开展 组织落实 贯彻 做好 统筹 协调 具体 分别 共同 联合 一并 分工 强化 加强 抓好 分头 各司其职 "
    "依法 开展 积极 密切 予以 给予 主动 全力 会商 研究 提出 起草 抓 按期 限期 同时 一同 组织"
)

#: What somebody helps with: 做好资金保障, 提供技术支持.
WITH_WHAT_PATTERN = (
    "(?:提供|落实)?"
    + any_of(words("资金 经费 技术 要素 政策 后勤 用地 服务 数据 人员 物资 通信 电力"))
    + "(?=保障|支持|支撑)"
)

#: All of a list lead: （双牵头）, （共同牵头）.
ALL_LEAD_PATTERN = "（(?:双|均为?|都|共同|联合|并列)(?:牵头|主办|主责)(?:单位|部门|处室|科室)?）"
#: Who of the list leads, named once more behind it: （牵头：执行局）, （由执行局牵头）, （以民政局为主）.
LEAD_NAMED_PATTERN = (
    "（(?:(?:其中)?(?:牵头|主办|主责)(?:单位|部门|处室|科室)?[：为]|由?(?=[^（）：]{2,20}为?(?:牵头|主办|主责)(?:单位|部门|处室|科室)?）))"
    "(?P<names>[^（）：]+?)(?:为?(?:牵头|主办|主责)(?:单位|部门|处室|科室)?)?）$"
)
BY_ONE_PATTERN = "（(?:以|由)?(?P<names>[^（）：]{2,20}?)(?:负责)?(?P<does>为主|汇总|统稿|统筹|汇总上报|总汇总)）$"
#: How many they are, behind the last of a list: 三家单位, 两村.
APPOSED_PATTERN = (
    r"(?P<name>[^（）]{2,}?)(?:等)?(?:这)?(?P<n>[两三四五六七八九十]|[二\d]\d?(?=[个家]))(?:个|家)?"
    "(?P<end>单位|部门|处室|科室|机构|街道|社区|乡镇|公司|分公司|支部|支行|[村镇乡县区市局科处室站所校院庭])"
)
ETC_COUNT_PATTERN = (
    r"等(?:这)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?:个|家)(?:相关|有关|责任)?"
    "(?:单位|部门|处室|科室|机构|公司|乡镇|街道)"
)
