"""Words that show that something is a sentence about what is to be done, and no name."""

import re

from bot.vocabulary.patterns import any_of, words

#: What no name of a body begins with.
OPENING_VERBS = words(
    "支持 鼓励 引导 推动 推进 加强 加快 加大 建立 健全 完善 深化 强化 提高 提升 规范 构建 贯彻 围绕 "
    "依托 充分 发挥 利用 落实 实现 争取 培育 打造 新建 改造 聚焦 坚持 探索 出台 编制 修订 严格 扩大 "
    "优化 推广 推行 防范 化解 整合 制定 制订 做好 开展 配合 会同 协助 协同 按照 按 根据 结合 依据 "
    "通过 对照 督促 简化 放宽 下放 取消 会议听取 会议要求 会议强调 会前 会后 听取 征求 召开 在与 与各 "
    "全面 着力 持续 切实 认真 抓好 抓紧 力争 确保 完成 已 负责 明确 起草 报送 上报 反馈 填写 汇总 请 "
    "由 把 凡 及时 汇报 配备 压实 细化 梳理 排查 摸排 清理 整治 更换 印发 公布 举办 承办 参加 参与 "
    "建成 牵头 主动 积极 进一步 逐步 定期 不定期 严禁 不得 可以 应当 必须 需要 要求 为了 针对 聘请 "
    "邀请 交由 认领 领取 开办 办好 经领导 书面 配齐 配强 一并 本单位 本部门 对其 其中 以及 同时 如有 "
    "即日 凡是 本着 向各 向社会 尽快 尽早 尽量 立即 马上 务必 迅速 随时 先行"
)

#: What stands within a sentence and not within a name, behind the first character.
INNER_VERBS = words(
    "召开 汇报 报送 制定 印发 领取 做好 加强 完善 开展 建立 填写 提出 征求 听取 形成 完成 提交 上报 "
    "统一部署 抓好 按照 不得 防溺水 要求 争取 确保 进行 提供 召集 参加 具体负责 联系电话 立即 至少 每年 每月 每周 每季 "
    "共有 现有 拥有 共计 挂牌 赴各 增加 减少 两人 接通知 收到 接到 抄送 转交 通知 督促 设在 挂靠 隶属"
)

#: A name that one of these begins with is one, whatever verb it looks like.
NAMES_LIKE_VERBS = words(
    "会同县 推进办 推进组 推广站 推广中心 规范办 整治办 整治组 落实组 配合组 改造办 清理办 提升办 "
    "优化营商环境 优化办 编制办 编制委 通过式 认真镇"
)

OPENING_PATTERN = rf"^(?!{any_of(NAMES_LIKE_VERBS)}){any_of(OPENING_VERBS)}|^将(?!乐)"
INNER_PATTERN = (
    rf"(?<=.)(?:{any_of(INNER_VERBS)}|[了着把将向给须让则且但却该]|请(?!示)|被(?!装)|的(?!士)|已|于(?=\d)|\d[年月日]|[年月]底"
    r"|未(?!成年|来)|必(?=须)|(?<![自缘])由(?!贸)|(?<![接招等])待(?!遇)|负责(?=.{4})|(?<![机纪摘概简主必需重首])要(?=[以求把将在于加进]|会同)"
    r"|(?<![日晚晨早周情申预年学上汇通填简海电])报(?=[^社业刊道告名警废销备到表][^、]{1,12}[局办室委厅部处科院会]$)"
    r"|(?<=[局厅府室科站队所院处])(?:[要需]|应(?!急))"
    r"|(?<=[局委厅府])(?:在|经|对|从|与)(?=[省市区县州旗镇乡][^、]{0,12}[局办室委厅部处科院会]$))"
)

#: What says that something is to be handed in.
HANDS_IN = re.compile(
    r"报送|上报|报告|报至|(?<!通)报[^告名考到销表纸]|反馈|报备|备案|送至|发至|送达|提交|填报|寄送|函告|传真至|发送"
)
