"""What the words of a header say of its column, as data: the words, how they stand, and headers that they know."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.vocabulary.patterns import any_of, words
from bot.vocabulary.roles import BODIES_PATTERN, ROLE_WORDS

Place = Literal["anywhere", "whole", "begins", "ends"]
_FRAMES: dict[Place, str] = {"anywhere": "{}", "whole": "^{}$", "begins": "^{}", "ends": "{}$"}


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Any of `words`, before one of `nouns` where there are some, tells the column named `column` (as `Column` does).

    `bare`: a noun is enough. `bodies`: what follows is what a body is called (单位, 部门). Beside one of `not_after`
    and `not_before` they say nothing.
    """

    column: str
    words: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    place: Place = "anywhere"
    bare: bool = False
    bodies: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The row as a pattern."""
        said = any_of(map(re.escape, self.words)) + ("?" if self.bare else "")
        said += any_of(map(re.escape, self.nouns)) if self.nouns else ""
        said += BODIES_PATTERN if self.bodies else ""
        before = "".join(f"(?<!{one})" for one in self.not_after)
        return _FRAMES[self.place].format(before + said + (f"(?!{any_of(self.not_before)})" if self.not_before else ""))


_THING = words("任务 事项 工作 项目 问题")
_SUPERVISING = tuple(one.word for one in ROLE_WORDS if one.role == "supervising")
#: Who watches, with up to two words before the noun: 督导单位, 督查督办责任部门.
_SUPERVISORS = tuple(
    f"{one}{other}{duty}" for one in _SUPERVISING for other in ("", *_SUPERVISING) for duty in ("", "责任")
)

#: Tried from the top: what names a person or a state comes before what names a unit, a unit before a task.
HEADER_WORDS: tuple[HeaderWords, ...] = (
    HeaderWords(
        "number",
        words("序号 编号 序 号 项次 次序 no. no № 任务序号 任务编号 顺序号 项目序号"),
        place="whole",
        examples=("序号", "No."),
    ),
    HeaderWords("number", _THING, words("编码 代码"), "whole", bare=True, examples=("任务编码", "代码")),
    HeaderWords(
        "number",
        words("任务 问题 事项 对应任务 对应问题 对应事项"),
        words("序号 编号"),
        "whole",
        examples=("对应问题序号",),
    ),
    HeaderWords(
        "number",
        words("原 提案 建议 议案 工单 信访 信访件 督办 批示 案 案件"),
        words("编号 号"),
        "whole",
        examples=("提案号", "信访件编号"),
    ),
    HeaderWords(
        "number",
        (*_THING, *words("督办 工单 记录 流水")),
        words("id 流水号 号"),
        "whole",
        examples=("工单号", "记录流水号"),
    ),
    HeaderWords(
        "note",
        words("备注 说明 注 附注 其他 其它 依据 来源 文件依据 政策依据"),
        place="whole",
        examples=("说明", "政策依据"),
    ),
    HeaderWords("note", words("备注"), place="begins", examples=("备注（盖章）",)),
    HeaderWords(
        "other",
        _THING,
        words("等级 级别 性质 属性 优先级 紧急程度 重要程度 分值 来源"),
        "whole",
        bare=True,
        examples=("紧急程度", "任务来源"),
    ),
    HeaderWords("other", words("任务类型 事项类型 工作类型"), place="whole", examples=("事项类型",)),
    HeaderWords("other", words("父 上级"), words("任务 事项 项目 级"), "begins", examples=("上级任务",)),
    HeaderWords(
        "section",
        tuple(one + of for one in words("包保 包联 包抓 包案 挂钩 挂牌 帮扶 联系 服务") for of in ("", "的")),
        tuple(
            one + name for one in words("企业 项目 村 村组 社区 学校 医院 对象 区域 点位 户") for name in ("", "名称")
        ),
        "whole",
        examples=("包保企业", "挂钩的村组", "帮扶学校名称"),
    ),
    HeaderWords("supervising", words("监理 监理单位"), place="whole", examples=("监理",)),
    HeaderWords("supervising", _SUPERVISORS, place="whole", bodies=True, examples=("督导单位", "督查责任部门")),
    HeaderWords(
        "person",
        words(
            "责任人 负责人 联系人 提出人 提案人 建议人 领衔人 经办人 承办人 督办人 包保人 包案人 填报人 "
            "审核人 牵头人 代表 联络员 具体人员 联系方式 联系电话 电话 姓名 职务 签字 责任市长 牵头市长"
        ),
        examples=("责任人", "提案人", "联系电话"),
    ),
    HeaderWords("person", words("委员"), not_before=("会",), examples=("政协委员",)),
    HeaderWords(
        "person",
        words("牵头 责任 分管 包保 包联 市级 县级 区级 主管 局 挂钩 督办"),
        words("领导"),
        not_before=words("小组 单位"),
        examples=("包联领导",),
    ),
    HeaderWords("person", words("领导"), place="ends", examples=("校领导",)),
    HeaderWords(
        "status",
        words(
            "完成 进展 落实 整改 办理 推进 进度 实施 工作 任务 事项 项目 办结 销号 化解 处置 处理 回复 答复 "
            "反馈 执行 整治 验收 核查 到位 复查 复核 复检"
        ),
        words("情况 情形 进展 状态 结果 成效 率"),
        examples=("完成情况", "办结率"),
    ),
    HeaderWords("status", words("列管建议"), examples=("列管建议",)),
    HeaderWords(
        "status", words("办 做 干 弄 搞 完成"), words("得怎么样 得咋样 得如何"), "begins", examples=("办得怎么样了",)
    ),
    HeaderWords("status", words("咋样 怎样 怎么样 咋样了 怎样了 怎么样了"), place="whole", examples=("怎么样了",)),
    HeaderWords(
        "status",
        words("完成 进展 进度 落实 整改 办理 推进"),
        words("说明 比例 百分比 程度 反馈"),
        examples=("完成百分比",),
    ),
    HeaderWords(
        "status", words("完成 形象 工程 任务 工作 整改 当前 目前 最新"), words("进度"), "ends", examples=("形象进度",)
    ),
    HeaderWords("status", words("进展 状况 现状"), place="whole", examples=("进展",)),
    HeaderWords("status", words("状态 数量"), place="ends", examples=("办件状态", "办件数量")),
    HeaderWords("status", words("是否"), examples=("是否完成",)),
    HeaderWords(
        "status", words("销号"), not_after=words("计划 拟"), not_before=words("时限 期限 时间 日期"), examples=("销号",)
    ),
    HeaderWords("status", words("目前 最新 整改 当前 现 现在"), words("进展 情况"), examples=("目前进展",)),
    HeaderWords(
        "status",
        words("存在困难 下步打算 下步计划 下步工作 下一步打算 下一步计划 下一步工作"),
        examples=("下一步工作打算",),
    ),
    HeaderWords("status", words("得分 评分 分值 权重 核查 满意度 督办情况"), examples=("考核得分",)),
    HeaderWords("status", words("任务 事项 项目 问题"), words("数 总数 数量 个数"), examples=("问题总数",)),
    HeaderWords("deadline", words("时限 期限 到期"), examples=("办理时限",)),
    HeaderWords(
        "deadline",
        words("完成 整改 计划 截止 结束 起止 实施 推进 办理 落实 预计 答复 完工 销号 出台"),
        words("时间 日期 时段 节点 时点"),
        examples=("完成时间", "起止日期"),
    ),
    HeaderWords("deadline", words("考核时点 考核时间 考核时限"), examples=("考核时点",)),
    HeaderWords("deadline", words("时间"), words("节点 安排 要求 进度 表"), examples=("时间节点",)),
    HeaderWords("deadline", words("时间"), place="ends", examples=("时间",)),
    HeaderWords("deadline", words("进度"), words("安排 要求 节点 计划"), examples=("进度安排",)),
    HeaderWords("deadline", words("完成年限 完成节点 整改年限 整改节点 节点要求"), examples=("整改年限",)),
    HeaderWords(
        "deadline", words("时点 节点 日期 进度 序时进度 总体进度 限时"), place="whole", examples=("节点", "序时进度")
    ),
    HeaderWords(
        "deadline", words("计划 要求 应 应当 拟 预计 预定"), words("完成 办结 销号"), "whole", examples=("拟办结",)
    ),
    HeaderWords("deadline", words("完成月份 办结月份 计划月份 整改月份"), place="ends", examples=("计划月份",)),
    HeaderWords("deadline", words("什么时候 啥时候 何时 几时 多久"), place="begins", examples=("什么时候办完",)),
    HeaderWords("lead", words("谁牵头 谁来牵头"), examples=("谁来牵头",)),
    HeaderWords("assisting", words("谁 谁来"), words("配合 协助 参与 帮 帮忙"), examples=("谁配合",)),
    HeaderWords("assisting", words("帮手 帮忙 帮手的人 帮忙的人 搭把手 搭手"), place="whole", examples=("帮忙的人",)),
    HeaderWords("responsible", words("谁 谁来"), words("办 干 做 管 负责 落实 完成"), examples=("谁来办",)),
    HeaderWords("responsible", words("谁 由谁 哪个单位 哪个部门"), place="whole", examples=("哪个部门",)),
    HeaderWords(
        "lead",
        words("牵头 主办 主责 第一责任 主要责任 总牵头 总负责 负总责 组织"),
        bodies=True,
        examples=("牵头单位", "主要责任部门"),
    ),
    HeaderWords("lead", words("牵头 主办 主责"), place="whole", examples=("牵头",)),
    HeaderWords("lead", words("牵头 牵头责任"), place="begins", bodies=True, examples=("牵头责任单位",)),
    HeaderWords(
        "assisting",
        tuple(
            one + duty for one in words("配合 协办 协助 参与 参加 协同 会办 会签 协作 支持") for duty in ("", "责任")
        ),
        bodies=True,
        examples=("配合单位", "协同责任部门"),
    ),
    HeaderWords("assisting", words("配合 协办 会办 协助 参与 协同"), place="whole", examples=("协办",)),
    HeaderWords(
        "responsible",
        words(
            "责任 落实 承办 负责 实施 分工 执行 办理 整改 监管 主管 承担 完成 具体 组织实施 任务 相关 有关 "
            "涉及 报送 建设 项目 属事 归口 归口管理 业主 承建 经办 职能 承接"
        ),
        bodies=True,
        examples=("责任单位", "涉及部门"),
    ),
    HeaderWords(
        "responsible",
        words("受建议 被建议 被督办 受检 被检 被检查 受检查 被巡察 被审计 被评价 受评"),
        bodies=True,
        examples=("受建议单位", "被检查单位"),
    ),
    HeaderWords("responsible", words("揭榜 接榜 应榜 领办 认领 领题"), bodies=True, examples=("揭榜单位",)),
    HeaderWords("responsible", words("分办"), place="whole", examples=("分办",)),
    HeaderWords(
        "responsible",
        words("部门分工 责任分工 任务分工 责任 分工 职责分工 单位名称 属地 责任区 责任清单 职责清单"),
        place="whole",
        examples=("责任分工", "属地"),
    ),
    HeaderWords("responsible", ("",), place="whole", bodies=True, examples=("科室",)),
    HeaderWords("responsible", words("单位分工 单位及分工"), examples=("责任单位及分工",)),
    HeaderWords(
        "section",
        words(
            "类别 分类 领域 板块 方面 类型 项目类别 任务类别 工作类别 维度 条线 部分 章节 目标 总体目标 "
            "工作目标 一级指标 重点领域 工作领域 专项 类目 大类 所属领域 工作板块 事项类别 任务分类"
        ),
        place="whole",
        examples=("工作板块", "条线"),
    ),
    HeaderWords("section", words("类别"), place="ends", examples=("问题类别",)),
    HeaderWords(
        "measure", words("工作 具体 任务 目标 落实 考核 建设 质量 办理"), words("要求"), examples=("工作要求",)
    ),
    HeaderWords(
        "measure",
        words(
            "措施 举措 做法 主要内容 工作标准 目标任务 细化 任务分解 预期成果 成果形式 工作安排 实施内容 "
            "建设内容 完成标志 方法步骤"
        ),
        examples=("整改措施", "成果形式"),
    ),
    HeaderWords("measure", words("具体"), words("内容 任务 事项 工作 安排 分工"), examples=("具体任务",)),
    HeaderWords("measure", words("年度 阶段 预期 整改 工作 任务 具体"), words("目标"), examples=("阶段目标",)),
    HeaderWords(
        "measure", words("攻坚 质量 改进 建设 季度 月度 完成 最终 绩效"), words("目标"), examples=("攻坚目标",)
    ),
    HeaderWords("measure", words("审计 整改 改进 处理 督查 监察 检察"), words("建议"), examples=("审计建议",)),
    HeaderWords("measure", words("要求"), place="ends", not_after=words("任务及 任务和"), examples=("要求",)),
    HeaderWords("measure", words("标准"), place="ends", examples=("验收标准",)),
    HeaderWords(
        "task",
        words(
            "任务 事项 项目名称 工作要点 要点 反馈问题 二级指标 三级指标 指标名称 指标内容 工作名称 议定 批示 "
            "督办内容 部署 实事 不符合项"
        ),
        examples=("重点任务", "批示件"),
    ),
    HeaderWords(
        "task", words("工作 重点 主要 整改 改革 具体"), words("内容 工作 项目 问题 清单 重点"), examples=("改革内容",)
    ),
    HeaderWords(
        "task",
        words(
            "工作 内容 项目 问题 指标 要点 条目 清单 议题 建议 提案 案由 题目 标题 诉求 线索 意见 议定事项 "
            "名称 重点 举措名称 反馈意见 整改意见 征求意见 巡视意见 巡察意见 督察意见 意见建议 "
            "监管意见 检查意见 评审意见 审计意见 督导意见 评估意见 专家意见 监察意见 检察意见 司法意见 "
            "代表意见 群众意见"
        ),
        place="whole",
        examples=("议题", "巡察意见"),
    ),
    HeaderWords(
        "task",
        words(
            "诉求 摘要 概述 简述 事由 案情 问题 问题清单 问题描述 问题表现 问题内容 情况描述 隐患描述 内容 标题 指标"
        ),
        place="ends",
        examples=("突出问题", "检查内容"),
    ),
    HeaderWords("task", words("名称"), place="ends", not_after=words("单位 部门 机构"), examples=("活动名称",)),
    HeaderWords(
        "task",
        words("隐患 隐患名称 隐患点位 隐患部位 隐患情况 隐患清单 隐患问题 问题隐患 事故隐患 安全隐患 风险隐患"),
        place="whole",
        examples=("隐患点位",),
    ),
    HeaderWords(
        "task",
        tuple(who + "发现" for who in words("审计 内审 检查 督查 巡察 监管 自查 排查 评审 核查 监督检查 审核")),
        place="whole",
        examples=("审计发现",),
    ),
    HeaderWords(
        "status",
        tuple(
            verb + said
            for verb in words("办 做 干 完成 弄 搞 销")
            for said in words("了没 了没有 了吗 好没 好了没 完没 完了没 没 否 了否")
        ),
        place="whole",
        examples=("办了没", "完成否"),
    ),
    HeaderWords("task", words("做 办 干 要做 要办 要干"), words("什么 啥 的事"), examples=("要做什么",)),
    HeaderWords("task", words("什么事 啥事"), examples=("啥事",)),
    HeaderWords("task", words("存在 主要"), words("缺陷 不足 短板 差距"), examples=("存在不足",)),
)

#: Header words to name when none is found.
LOOKED_FOR = words("工作任务 重点任务 具体要求 工作措施 牵头单位 责任单位 落实单位 配合单位 完成时限 时限要求 完成时间")

#: How a sentence about what is to be done begins, as no header does; `_GOING_ON` are the nouns that make one of it.
SENTENCE_VERBS = words("关于 推进 推动 加强 完善 做好 开展 落实 建立 健全 提升")
_GOING_ON = words("措施 举措 情况 进展 状态 计划 要求 时 节点 进度 领导 人")
_ABOUT_WORK = "解决(?!.{0,4}(?:事项|问题|困难|诉求))|制定|打造"
SENTENCE_PATTERN = rf"^{any_of(SENTENCE_VERBS)}(?!{BODIES_PATTERN}$|{any_of(_GOING_ON)})|{_ABOUT_WORK}"
