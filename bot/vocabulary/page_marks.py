"""What a page adds to a document, and remarks beside its items: numbers of pages, signatures, notes."""

import re

PAGE_MARK = re.compile(
    r"^(?:[-—－–]\s*\d+\s*[-—－–]|第\s*\d+\s*页(?:\s*[,，/共]\s*共?\s*\d+\s*页)?|\d+\s*/\s*\d+|#+\s*[Pp]age\s+\d+:?)$"
)

#: A line that a table was cut at (续表, 接上页).
CONTINUED = re.compile(r"^(?:（?续表?）?|（?接上[页表]）?)$")

#: A remark below a table, or a line to be signed.
REMARK = re.compile(
    r"^(?:注|备注|说明|填表说明|填报人|填报单位|填报日期|填报时间|填表人|审核人|审核|审签|制表|制表人|联系人|联系电话|"
    r"(?:单位|部门|主要|分管)?(?:负责人|领导)(?:签字|签名)?|盖章|此件|附件)(?:[（(](?:盖章|签字|签名|公章)[）)])?[\d一二三]?(?:[：:、.．\s]|$)"
)

#: Signs before an item without a number.
BULLETS = "●•▪◆■□※▲★"
