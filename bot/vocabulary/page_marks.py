"""What a page adds to a document, and remarks beside its items: numbers of pages, signatures, notes."""

import re

from bot.vocabulary.patterns import any_of, words

PAGE_MARK = re.compile(
    r"^(?:[-—－–]\s*\d+\s*[-—－–]|第\s*\d+\s*页(?:\s*[,，/共]\s*共?\s*\d+\s*页)?|\d+\s*/\s*\d+|#+\s*[Pp]age\s+\d+:?)$"
)

#: What a site prints around a text, copied with it.
FURNITURE = re.compile(
    "(?:首页|当前位置|您(?:现在|当前)?的?位置)\\s*[>：:»]|扫一扫|[【\\[]?(?:打印|关闭)(?:本页|窗口|页面)?[】\\]]?$|[上下]一[篇条][：:]|"
    "(?:主办|承办)单位[：:].*(?:网站|备案|联系我们|版权)|版权所有|网站地图|分享到|.*ICP备\\d"
)

#: A line that a table was cut at (续表, 接上页).
CONTINUED = re.compile(r"^(?:（?续表?）?|（?接上[页表]）?)$")

#: A number of a page as a row or a line of a table has it, which may have lost its marks.
PAGE_NUMBER = re.compile(r"^(?:第\s*\d+\s*页.*|\d{1,3})$")

#: With what a remark below a table begins, or a line to be signed.
REMARKS = words(
    "注 备注 说明 填表说明 填报人 填报单位 填报日期 填报时间 填表人 审核人 审核 审签 制表 制表人 "
    "编制 编制人 校对 校对人 复核 复核人 批准人 审定 签发 办理要求 填报要求 报送要求 上报要求 "
    "联系人 联系电话 盖章 此件 附件"
)
#: With what a row begins that reports on the item above it.
REPORTS = words("最新反馈 最近反馈 上次反馈 最新进展 最近进展 上次进展 反馈情况 反馈记录 办理进展")
_SIGNED = "(?:单位|部门|主要|分管)?(?:负责人|领导)(?:签字|签名)?"


def _beginning(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{any_of(listed)}|{_SIGNED})(?:[（(](?:盖章|签字|签名|公章)[）)])?[\d一二三]?(?:[：:、.．\s]|$)"
    )


REMARK = _beginning(REMARKS)
ROW_REMARK = _beginning((*REMARKS, *REPORTS))

#: Signs before an item without a number.
BULLETS = "●•▪◆■□※▲★"
