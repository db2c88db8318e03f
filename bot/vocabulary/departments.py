"""The departments that a government of any level has: their long and short names, without level and without 局 or 委.

A list that begins 市财政局、住建局 leaves 市 out of the second; only of these names is that known.
"""

from bot.vocabulary.patterns import any_of, words

#: Long form → the short forms that offices use for it.
SHORT_FORMS: dict[str, tuple[str, ...]] = {
    "发展改革": words("发改 发展和改革"),
    "住房城乡建设": words("住建 住房和城乡建设"),
    "人力资源社会保障": words("人社 人力资源和社会保障"),
    "卫生健康": words("卫健"),
    "市场监管": words("市监 市场监督管理"),
    "工业和信息化": words("工信"),
    "自然资源规划": words("自然资源和规划 资规"),
    "医疗保障": words("医保"),
    "文化旅游": words("文旅 文化和旅游"),
    "城市管理": words("城管"),
    "应急": words("应急管理"),
    "退役军人": words("退役军人事务"),
    "交通": words("交通运输"),
    "环境": words("生态环境"),
}

#: Those that have one form, or are not the same body everywhere.
ONE_FORM = words(
    "教育 公安 民政 司法 财政 水利 水务 商务 审计 统计 信访 体育 粮食 粮食和物资储备 粮食和储备 "
    "物资储备 税务 气象 烟草 邮政 药监 药品监管 药品监督管理 知识产权 海洋 渔业 海洋渔业 海洋与渔业 "
    "农业 农业农村 畜牧 农机 国土 国土资源 规划 房管 住房保障 住房管理 口岸 外事 侨务 招商 投资促进 "
    "人防 国防动员 地震 档案 广电 广播电视 新闻出版 文物 老龄 移民 水库移民 供销 公路 国家安全 "
    "监狱管理 社会工作 疾控 疾病预防控制 中医药 中医药管理 能源 国动 消防 工商 质监 安监 食药监 物价 "
    "国税 地税 经济 经济发展 科工 科学 科技 科学技术 建设 园林绿化 园林 环境保护 环保 农牧 农牧业 "
    "水产 监察 人民防空 卫计 经信 经济和信息化 工业信息化 自然资源 规划和自然资源 文化广电旅游 文广旅 "
    "文广旅体 文旅广电 文体旅 文化广电和旅游 城管执法 城市管理和综合执法 城市管理综合执法 综合执法 "
    "综合行政执法 民宗 民族宗教 民族宗教事务 国有资产监督管理 国有资产监管 国资 市政园林 市政 林业 "
    "林草 林业和草原 林业草原 大数据 大数据管理 数据资源 数据 政务和大数据 数据管理 行政审批 "
    "行政审批服务 审批服务 政务服务 政务服务管理 政务服务和数据 政务服务数据管理 金融 地方金融 "
    "地方金融监管 地方金融监督管理 金融监管 乡村振兴 扶贫 机关事务 机关事务管理 机关事务服务 行政服务"
)

#: Offices of the committee of a party.
PARTY_OFFICES = words(
    "办公室 组织部 宣传部 统战部 政法委 社会工作部 编办 网信办 巡察办 巡视办 改革办 政研室 政策研究室 "
    "老干部局 机要局 农办 台办 国安办 财经办 军民融合办 直属机关工委 直属工委 保密办 党校 外办 文明办 "
    "信访局 党史研究室"
)

#: Bodies beside the departments.
OTHER_BODIES = words(
    "残联 妇联 工商联 文联 科协 侨联 社联 总工会 红十字会 供销社 供销联社 人民法院 人民检察院 检察院 "
    "法院 监委 审计委 编办 法制办 政务办 金融办 外办 侨办 人防办 扶贫办 国资委 发改委 卫健委 计生委 "
    "经信委 教体局 文体局 公积金中心 住房公积金管理中心 公共资源交易中心 行政服务中心 "
    "行政服务中心管委会 政务服务中心 大数据中心 融媒体中心 疾控中心 消防救援支队 消防救援大队 "
    "交警支队 交警大队 气象台 总队 招商中心 投资促进中心 公共资源中心 政府办公室 府办"
)

#: Each form of a department's name → its long form; what names a body of its own beside the form is left alone.
LONG_FORMS: dict[str, str] = {
    **{form: long for long, shorts in SHORT_FORMS.items() for form in (long, *shorts)},
    "国资委": "国有资产监督管理委员会",
    "政务办": "政务服务办",
    "网信办": "网络安全和信息化委员会办公室",
    "政府办公室": "政府办",
}

_STEM = any_of({*SHORT_FORMS, *ONE_FORM, *(short for shorts in SHORT_FORMS.values() for short in shorts)})

#: A department without its level: 住建局, 市场监管委员会, 财政厅, 教育和体育局, 公积金管委会.
DEPARTMENT_PATTERN = (
    rf"^(?:(?:{_STEM}(?:和|与)?)+(?:局|委|委员会|厅|管理局|服务局|总局)|{any_of(OTHER_BODIES)})(?:（[^（）]*）)?$"
)
