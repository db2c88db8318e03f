"""What names of bodies end with, and the words that only look so."""

from bot.vocabulary.patterns import any_of, words

#: Single characters that the name of a body, or of a group of bodies, may end with.
END_CHARACTERS = "局委办室厅庭部院会署处科股组司府队所站厂园校港社馆区县市州盟旗镇乡村廳辦會處縣鄉鎮區組隊"

#: Longer endings, whose last character alone tells nothing.
END_WORDS = words(
    "农行 工行 建行 中行 交行 邮储 农商行 信用社 机关 残联 妇联 工商联 文联 侨联 社联 青联 学联 记协 作协 律协 "
    "中心 公司 集团 银行 支行 分行 "
    "总行 人行 部门 单位 机构 大学 中学 小学 幼儿园 企业 街道 气象台 电视台 电台 地方 各地 专班 基地 电网 海关 政府 "
    "班子 集体 农场 林场 牧场 茶场 机场 渔场 养殖场 屠宰场 填埋场 苗圃 粮库 油库 直属库 储备库 中心库 血库 "
    "冷库 药房 食堂 门店 分店 码头 "
    "煤矿 剧团 歌舞团 乐团 文工团 艺术团 塔台 锅炉房 护理单元 计算机系 中文系 数学系 物理系 化学系 外语系 检修班 "
    "运行班 运营商 口岸 群团 系统 主体 街办 成员 网点 酒店 窗口 业主 服务团 监狱 單位 部門 学院 "
    "党支部 支部 党组织 党总支 总支 "
    "院系 各系 分公司 子公司 分局 分院 分校 支队 大队 中队 派出所 司法所 "
    "税务所 供电所 卫生院 医院 法院 检察院 "
    "养老院 敬老院 研究院 设计院 剧院 园区 校区 厂区 人大 政协 党委 党组 工会 团委 "
    "科协 法庭 班组 车间 项目部 事业部 各班 年级 教研组 联社 合作社 "
    "商会 协会 学会 基金会 委员会 管委会 指挥部 领导小组 工作组 小组 专责组 各村 各乡 各镇 各县 各区 "
    "各市 各州 各省 工务段 车务段 电务段 供电段 机务段 车辆段 动车段 客运段 货运段 通信段 房建段 养护段 公路段 养路段 "
    "管理段 水电段 县级市 县区 市县 乡镇 镇街 移动 联通 电信 铁塔 工厂 电厂 水厂 分厂 港务"
)

#: Words that end as bodies do and are none, nor is what ends with them (站点布局, 座谈会).
NO_BODY_ENDS = words(
    "家庭 布局 格局 社会 会议 大会 例会 现场会 分析会 座谈会 推进会 调度会 听证会 发布会 交流会 洽谈会 "
    "对接会 评审会 研讨会 培训会 动员会 协调会 部署会 汇报会 专题会 博览会 招聘会 推介会 说明会 "
    "总结会 表彰会 生活会 运动会 办公会 常务会 班会 部署 办法 网站 平台 体系 现场 市场 小区 城市 超市 "
    "会议室 教学楼 为单位 集市 夜市 农村 家园 校园 公共场所 一次办 马上办 掌上办 就近办 一网通办 干部 内部 外部"
)

#: Words that are no body by themselves, though a name may end with them: 全部 is none, 安全部 is one.
NO_BODY_WORDS = words(
    "开办 交办 催办 创办 举办 兴办 申办 代办 经办 联办 通办 快办 网办 好办 能办 可办 帮办 领办 转办 "
    "查办 停办 补办 易办 速办 即办 合办 包办 承办 主办 协办 督办 会办 大局 全局 当局 结局 开局 破局 "
    "定局 用处 好处 之处 到处 长处 查处 惩处 调处 出处 所处 何处 相处 全部 内部 外部 局部 机会 体会 "
    "灾区 库区 山区 上市 场所 住所 厕所 改组 重组 机组 编组 分组 入股 学科 百科 餐厅 教室 温室 排队 "
    "入校 入园 入村 进村 单位 部门 处室 科室 机构 主体 系统 成员 班子 集体 窗口 企业 单位部门"
)

#: What all of many bodies have, and what is none of them: 各村干部.
NO_GROUP_ENDS = words("干部 社会 会议 例会 办法 部署 布局 体系 平台 家庭")

#: What stands before an ending in the name of a kind of body (团支部, 物业公司, 中心小学): it shares its ending with
#: no other name, as 江南 in 江北、江南公司 does.
KINDS_OF_BODY = words(
    "党 团 总 分 子 母 大 中 支 小 联 物业 施工 监理 设计 建设 投资 运营 保洁 保安 保险 燃气 供水 供电 供热 供暖 "
    "自来水 热力 公交 环卫 电力 通信 运输 物流 检测 咨询 劳务 承包 开发 管理 服务 中心 实验 直属 附属 人民 中医 "
    "卫生 妇幼 专科 综合 定点 民办 公办 职业 技工 党员 机关 离退休 青年 妇女 商业 政策性 国有 民营 "
    "骨干 龙头 养老 福利 执法 巡查 维修 检修 抢修 督导 督查 领导 专项 联合 调查 测评 评审 专家"
)

#: Words within which a name may not end: what stands before must be no part of a longer word.
STRONG_END = (
    r"(?:局|委|办|厅|政府|办公室|委员会|管委会|部门|单位|总局|党委|公司|集团|银行|[支分]行|中心|[部院署会处科室队所站])"
    r"(?:（[^（）]*）)?$"
)

#: 等 behind a name, which leaves a list open; in 高等, 平等 it is none.
ETC_PATTERN = "(?<=[局委办厅室部院会署处科司府联队庭站所心行门位区县市镇乡道村社台馆）])等"

#: What makes a word of role before it a part of a name (督查办, 执行局), where no other word begins so (负责部署).
NAME_GOES_ON_PATTERN = (
    "(?:单位|部门|处室|科室|机构|主体|机关|中心|专班|小组|大队|中队|支队|总队|委员会|领导小组|[室组科员]"
    "|办(?!理|好|结|公|事|学|法|成|案)|局(?!部|面|限)|处(?!理|置|罚|分|于)|部(?!署|分|门|位)|所(?!有|属|需|在|列|涉)"
    "|站(?!点|在)|队(?!伍)|人(?=$|[、，；。（）])|厅|院(?!校|内|区)|委(?!托|派))"
)

ENDS_PATTERN = rf"(?:{any_of(END_WORDS)}|[{END_CHARACTERS}])(?:（[^（）]*）)*$"
NO_BODY_PATTERN = (
    rf"{any_of(NO_BODY_ENDS)}$|(?:主办|承办|(?<![政科])协办|会办|督办|交办|转办|(?<![督检巡排])查办|领办|为(?:主|辅|配合))$"
    rf"|(?<![安保])全[部局]$|^{any_of(NO_BODY_WORDS)}$"
    r"|(?<![第\d])\d{1,4}[组所处县村社站局校室部会科区园馆股队]$"
)
