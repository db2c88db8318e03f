"""The names with which a clause begins, told from what those named are to do (县水利局要完成…)."""

import re

from bot.roster.names import is_group, is_unit
from bot.roster.unit_words import read_units

#: A unit of time with its number, or a time without one.
UNIT_OF_TIME = (
    r"(?:[\d〇○零一二三四五六七八九十]{1,6}(?:年|月|日|季度|个?工作日)|年[底末内中]|月[底末初内]|季度|[今明]年|本月|全年|长期"
    r"|[“\"](?:[五七八六]一|十一)[”\"]节?(?=前|假|期)|(?:元旦|春节|清明|端午|中秋|国庆)节?(?:假期)?(?=[之以]?前|假|期)"
    r"|每(?:年|半年|季度|月|周[一二三四五六日]?|日)|(?:[本下]个?)?(?:周|星期)[一二三四五六日]|\d{1,2}\.\d{1,2}(?=[底以之]?前))"
)
_TIME_WITHIN = re.compile(
    rf"[自从到至]?{UNIT_OF_TIME}|[一二两三四五六七八九十\d]{{1,3}}个?(?:周|天|日|月|小时|工作日)(?:之|以)?内"
)

#: Words that begin what somebody is to do: the name ends before them.
_MODAL = (
    r"要|应当|应该|应(?!急)|须|必须|需|需要|请|将|于|在|把|督促|指导|按照?|按|对|以|根据|结合|认真|严格|切实|抓紧|"
    r"尽快|继续|跟踪|跟进|抓好|(?<![党团会])组织|负责|全部|统筹|进一步|做好|加强|及时|落实|开展|建设|完成|完善|建立|制定|编制|报送|上报|每|就(?!业)|"
    r"全面|依法|会同|可|不得|务必|确保|定期|均|都|分别|共同|清理|形成|批复|提出|提交|汇总|印发|启动|牵头|配合|"
    r"研究(?![院所室中会处部生])|同步|会签|设(?!计|备|施|在|于)|举办|召开|成立|参加|安排|选派|指定|明确|接手|接管|承接|抓总|认领|自查|填写|整治|逐(?=[一个项户室家校村楼步])|拆除|处置|推进|推动|查处|改造|修复|"
    r"组成|成立|整改(?![办组科])|如?遇|发现|接到|收到|更换|推出|发布|采购|购置|维修|检修|检查|排查|配备|布置|补植|培训|开放|编印|印制|拍摄|走访|核对|核实|梳理|摸排|修订|"
    r"张贴|悬挂|抽查|评选|调配|清运|提供|保障|承担|受理|办理|整理|收集|统计|审核|移交|归档|搭建|筹备|筹集|协调|对接|开设|开通|"
    r"举行|主办|承办|确定|申请|申报|签订|签署|支付|拨付|发放|增设|新建|改建|扩建|恢复|抢修|养护|修剪|巡查|轮训|通报|约谈|适时|"
    r"为(?![民农老])|拿出|拿(?=方案|意见)|全程|举一反三|迅速|全力|主动|积极(?!分子)|深入|扎实|持续|对照|聚焦|围绕|带头|修改|细化|优化|立即|即刻|马上|做实|严格|参与|协助|同时|出台|制发|核定|利用|运用|推送|拟定|起草|反馈|建成|争取|向(?=[省市区县州国上])"
)
_SUBJECT_END = re.compile(rf"(?:{_MODAL})(?!单位|部门|处室|科室)")
_NAME_END = frozenset("局办委室厅部处科院所站队心")
SUBJECT = re.compile(
    r"各|全|[\u4e00-\u9fff、]{3,24}[两三四五六七八九十]个?(?:村|镇|乡|街道|社区|县|区)|[省市区县州]|有关|相关|国务院|[\u4e00-\u9fff]{0,12}(?:工会|团委|妇联|残联|党委|党组|支部|支行|分行|中学|小学|大学)|"
    r"[\u4e00-\u9fff]{1,12}(?:局|委|办|厅|政府|办公室|单位|部门|公司|集团|中心|部|处|科|室|院|所|站|校|组|队|股|庭|馆|街道|镇|乡|社区|办事处)"
)

#: What begins no name: 同意与某县人民政府签署, 逐室排查.
NO_NAME = re.compile("建设(?![局部厅处科办委银集管工投])|会议|同意|组织(?![部处科人委])|[与对向逐经](?!济)|因(?!公)")

#: A deed with what it is done to, and no body: 改造供水站, 新建便民中心; 改造办 is one.
DEED = re.compile(
    "(?:新建|改建|扩建|更新|改造|维修|修缮|开办|设立|整治|推进|完成|编制|制定|开展|清理|排查|修订|拆除|搬迁|升级|引进|打造|布设|增设)"
    "(?![处科办局组部]|工作|领导|中心|指挥)"
)

#: Said of a body that a place has, before its name: 属地南门街道; 属地乡镇 is a group.
OF_THE_PLACE = re.compile("(?:^|(?<=由))属地(?=[\u4e00-\u9fff]{2,6}(?:街道|镇|乡|村|社区|办事处|派出所))")

#: What goes on with a name rather than says what is to be done.
_GOES_ON = re.compile(
    r"[共现拥]有|累计|居|屯|书记|主任|网格|民警|干部|群众|职工|村民|居民|[、的和与及之（内外中上下里署分理置议托法公面级长员]|门(?!户)|$"
)
#: A word of its own that begins as a name ends: 修订办法, 安排部署.
_WORD_ON = re.compile(
    "办[法理事结公案]|处[理置分罚]|部[署分]|站点|所[有需]|队伍|科[技学]|院[内校]|心[理得]|厅堂|室内|组[织成建合]|社[会区]"
)
#: 县图书馆改造工程延期: the work on a body, and not what the body does.
_OF_A_WORK = re.compile(
    "(?:改造|建设|修复|维修|扩建|改建|新建|恢复|养护|整治)[^，。；的]{0,6}?(?:工程|项目)(?=延|已|预计|计划|开工|竣工|完工|进度|进展|总|概|预算|由|的|要|应|须|于|在|[\\d，。；]|$)"
)
_MANY = re.compile("[各全有相]|[省市县区州]级|国家|国务院")


def leading_units(clause: str) -> tuple[str, ...]:
    """The longest beginning of a clause that is a unit or a list of units, no verb within."""
    stop = _SUBJECT_END.search(clause, 1)
    while stop and (end := _name_end(clause, stop)):
        stop = _SUBJECT_END.search(clause, end)
    time = _TIME_WITHIN.search(clause, 2)
    limit = min((found.start() for found in (stop, time) if found), default=min(len(clause), 30))
    if NO_NAME.match(clause) or (stop and _OF_A_WORK.match(clause, stop.start())):
        return ()
    for end in range(min(limit, 40), 1, -1):
        name = clause[:end]
        if _WORD_ON.match(clause, end - 1):
            continue
        if not SUBJECT.match(name) or not (is_unit(name) or is_group(name) or name.endswith("等")):
            continue
        if end == len(clause):
            return ()  # a name alone, none of it
        if end == limit < len(clause) or (_MANY.match(name) and not _GOES_ON.match(clause[end:])):
            return read_units(name).all if read_units(name).names_only else ()
    return ()


def _name_end(clause: str, stop: re.Match[str]) -> int | None:
    """Where the name ends that the word found is a part of (县委组织部); None where it is a word of its own."""
    if stop[0] in ("会同", "查处"):
        return None
    reach = range(stop.end(), stop.end() + (4 if len(stop[0]) > 1 else 1))
    ends = (end for end in reach if clause[end - 1 : end] in _NAME_END and not _WORD_ON.match(clause, end - 1))
    return next((end for end in ends if is_unit(clause[:end])), None)
