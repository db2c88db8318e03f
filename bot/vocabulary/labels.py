"""Labels of an item that name no body: of its deadline, of persons, of what is told about it."""

from bot.vocabulary.patterns import any_of, words
from bot.vocabulary.roles import PERSONS_PATTERN, WORDS_PATTERN

#: What a deadline is the limit of.
LIMITED = words(
    "完成 整改 办结 推进 责任 计划 工作 实施 落实 办理 销号 预计 截止 要求 上报 报送 反馈 答复 验收 "
    "交付 见效 办理完成 整改完成 计划完成 拟完成"
)
_LIMIT = words("时限 期限 时间 日期 年限 时点 节点")

DEADLINE_LABEL = (
    rf"(?:{any_of(LIMITED)}(?:的)?{any_of(_LIMIT)}(?:要求|节点|进度|安排)?|时限(?:要求)?|"
    r"时间(?:节点|要求|安排|进度)|进度(?:安排|要求)|期限|办理进度|完成于)"
)

#: Labels of persons (责任领导, 包保县领导, 联系人, 联系电话): nobody's unit.
PERSON_LABEL = (
    rf"(?:(?:{WORDS_PATTERN}|主要|联系|具体|单位){{0,5}}{PERSONS_PATTERN}(?:及(?:联系)?(?:电话|方式))?|"
    r"联系(?:电话|方式))"
)

#: Labels of what is told about an item beside who and when; they end the value before them.
TOLD_LABEL = any_of(
    words(
        "整改目标 整改措施 工作目标 目标要求 工作措施 主要措施 具体措施 工作要求 备注 整改进展 进展情况 "
        "完成情况 验收标准 考核指标 预期成果 成果形式 存在问题 问题表现 问题描述 整改情况 任务来源 "
        "销号情况 办理情况 办理结果 落实情况 整改结果 整改状态 任务状态 当前状态 完成进度 目前进展 是否完成 是否销号 "
        "工作内容 任务目标 工作标准 落实措施 适用范围 实施范围 推广范围 适用对象 政策依据 资金来源 说明 "
        "注"
    )
)

#: What minutes say of who was there and who gets them, behind the last decision.
ATTENDANCE = (
    any_of(
        words(
            "出席 列席 参会 参加 参会人员 参加人员 出席人员 列席人员 出席人 主持 主持人 记录 记录人 请假 缺席 分送 发送"
        )
    )
    + r"(?:单位|人员)?\s*[：:]"
)

#: Labels that begin a part of a document, not of an item.
DOCUMENT_LABEL = any_of(words("附件 附 抄送 主送 注 备注 说明 联系人 联系电话 联系方式"))

#: With what a line begins that is a part of its item or of the document, not more of the sentence before it.
LINE_LABELS = words(
    "牵头 主办 责任 配合 协办 落实 承办 参与 完成 整改 时限 办结 时间 进度 联系 附件 抄送 附 注 备注 主送 说明"
)
