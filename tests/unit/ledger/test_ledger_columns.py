"""The words of headers, as many as offices have for a column's role."""

from bot.ledger.columns.kinds import Column, column_of

_WORDS = {
    Column.TASK: (
        "工作任务 重点任务 主要任务 任务内容 任务名称 重点工作 工作内容 工作事项 重点事项 改革事项 项目名称 存在问题 "
        "反馈问题 问题清单 整改事项 督办事项 议定事项 交办事项 批示内容 民生实事 重点项目 事项名称 工作要点 公开事项 "
        "提案内容 建议标题 考核指标 二级指标 任务及要求 案由"
    ),
    Column.MEASURE: (
        "工作要求 具体要求 工作措施 整改措施 落实举措 推进措施 具体举措 年度目标 整改目标 目标要求 完成标准 成果形式 "
        "建设内容及规模 阶段目标"
    ),
    Column.LEAD: (
        "牵头单位 主办单位 牵头部门 牵头责任单位 主要责任单位 牵头处室 主责部门 牵头（责任）单位 牵头单位及责任人"
    ),
    Column.RESPONSIBLE: (
        "责任单位 落实单位 责任部门 责任科室 承办单位 责任主体 实施单位 责任分工 责任单位及责任人 责任单位（部门） "
        "整改责任单位 执行单位 责任单位及完成时限"
    ),
    Column.ASSISTING: "配合单位 协办单位 配合部门 协同责任单位 参与单位 会办单位 会办",
    Column.DEADLINE: (
        "完成时限 时限要求 完成时间 整改时限 时间节点 完成期限 办结时限 时间进度 进度要求 进度安排 截止时间 "
        "计划完成时间 时间安排 时限 时间 期限 起止时间 计划销号时间 整改完成时限 答复时限 限时"
    ),
    Column.PERSON: (
        "责任人 责任领导 分管领导 牵头领导 联系人 包保领导 责任市领导 联系电话 牵头市领导 县级包抓领导 督办领导 "
        "提出人 领衔代表"
    ),
    Column.STATUS: (
        "完成情况 进展情况 整改进展 是否完成 是否销号 推进状态 目前进展 完成进度 任务状态 任务进展 办结状态 "
        "整改进展情况 状态 工作进度 下步打算"
    ),
    Column.BASIS: "批示时间 批示日期 交办时间 收文日期 来文时间 受理时间",
    Column.START: "开始时间 启动时间 立项时间 开工时间 计划开始时间",
    Column.FACT: (
        "实际完成时间 会议时间 检查时间 发现时间 印发时间 上次反馈时间 填报时间 更新时间 调度时间 创建时间 录入时间 "
        "审核时间 最后修改时间"
    ),
    Column.EITHER: "办结时间 反馈时间 竣工时间 报送时间 验收时间",
    Column.PLAN: (
        "一季度 第一季度 一季度目标 9月 10月份 6月底进度目标 上半年 2025年目标 Q3 2025年一季度 三季度工作目标 "
        "12月底前任务"
    ),
    Column.MILESTONE: "立项 招标 开工 竣工验收",
    Column.SUPERVISING: "指导部门 督办单位 督导单位",
    Column.OTHER: "任务类型 任务等级 任务性质 任务来源",
    Column.NUMBER: "序号 编号 项次 任务编码 对应任务序号",
    Column.SECTION: "类别 领域 任务类别 指标类别 工作领域 板块 一级指标",
}


def test_header_words_tell_the_role_however_they_are_spaced() -> None:
    wrong = [
        (word, column_of(said))
        for column, words in _WORDS.items()
        for word in words.split()
        for said in (word, "　".join(word), word[:2] + "\n" + word[2:])
        if column_of(said) is not column
    ]
    assert wrong == []


def test_sentences_are_no_header_words() -> None:
    said = ["推进任务落实落细", "完善责任单位考核办法", "1.责任单位", "开展“双随机”检查任务"]
    assert [column_of(word) for word in said] == [None] * 4


_LATIN = {
    Column.TASK: "Action|Task|TASK_NAME|taskName|Action item|Task title",
    Column.RESPONSIBLE: "Owner|owner_dept|DUTY_DEPT|Responsible|Assigned to|Responsible department",
    Column.LEAD: "Lead|LEAD_DEPT|Lead unit",
    Column.ASSISTING: "Support|Supporting|support_dept|CO_DEPT",
    Column.DEADLINE: "Due|Due date|due_date|PLAN_END_TIME|Deadline|planEndTime|Target date|Complete by",
    Column.START: "Start|start_date|PLAN_START_TIME",
    Column.FACT: "CREATE_TIME|update_time|Closed on|ACTUAL_END_TIME",
    Column.STATUS: "Status|TASK_STATUS|Progress|% complete",
    Column.NUMBER: "No.|ID|task_id|#|TASK_CODE",
    Column.NOTE: "Remarks|Notes|Comments",
}


def test_english_headers_and_codes_of_systems() -> None:
    wrong = [
        (word, column_of(word)) for column, words in _LATIN.items() for word in words.split("|")
        if column_of(word) is not column
    ]  # fmt: skip
    assert wrong == []
