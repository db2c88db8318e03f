"""Writes `ledger.docx`, the example of an invented district: python examples/qingyu/make_ledger.py"""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTHS = (700, 2000, 3600, 2000, 2400, 1900)
HEADER = ("序号", "工作任务", "具体要求", "牵头单位", "责任单位", "完成时限")

BEFORE = (
    "青榆区人民政府办公室关于印发2026年政务公开工作要点分工方案的通知",
    "青榆政办〔2026〕3号",
    "各镇人民政府、各街道办事处，区直各单位：",
    "现将《青榆区2026年政务公开工作要点分工方案》印发给你们，请认真组织实施。各责任单位要明确一名联络员，"
    "于2026年2月13日前将联络员名单报区政府办公室，并于2026年11月6日前书面报告全年落实情况。",
    "联系人：区政府办公室政务公开股，电话：000-00000000，邮箱：gongkai@qingyu.example.org",
    "青榆区人民政府办公室",
    "2026年2月9日",
    "青榆区2026年政务公开工作要点分工方案",
)

# None: the cell is merged with the one above. "": truly blank.
SECTION = "section"
ROWS = (
    (SECTION, "一、围绕中心工作深化公开"),
    (
        "1",
        "做好规划公开",
        "归集整理本区历次五年规划并在区政府门户网站集中公开。",
        "区发展改革局",
        "区直各单位",
        "2026年6月前完成现有规划文件主动公开；长期工作",
    ),
    ("2", None, "规划编制中同步公开征求意见情况。", None, None, None),
    ("3", "做好财政信息公开", "公开2026年部门预算。", "区财政局", "区直各单位", "2026年3月20日前"),
    ("4", None, "公开2025年部门决算。", "区财政局", "区直各单位", "2026年9月底前"),
    (
        "5",
        None,
        "公开惠民惠农补贴发放结果，2026年12月底前延伸到村和社区。",
        "区农业农村局",
        "各镇人民政府、各街道办事处",
        "2026年9月前",
    ),
    (SECTION, "二、提升政策解读和回应水平"),
    ("6", "改进政策解读", "重要政策文件与解读材料同步报送、同步发布。", "", "区直各单位", "长期工作"),
    (
        "7",
        None,
        "每季度开展一次政策问答，汇总后报区政府办公室。",
        "区政府办公室",
        "区教育局、民政局、卫生健康局",
        "每季度末月25日前",
    ),
    ("8", "回应社会关切", "对重大舆情及时回应。", "区委网信办", "区直各单位", "5个工作日内"),
    (SECTION, "三、夯实公开工作基础"),
    ("9", "规范公开平台", "完成政府网站信息公开专栏改造。", "区政务服务数据管理局", "", "2026年10月31日前"),
    ("10", None, "清理“空壳”政务新媒体。", "区政府办公室", "区直各单位", "立行立改"),
    (
        "11",
        "加强基层公开",
        "镇（街道）政务公开专区全部建成。",
        "区政务服务数据管理局",
        "各镇人民政府、各街道办事处",
        "2026年11月中旬前",
    ),
    ("12", "规范依申请公开", "编印答复文书示范文本。", "区司法局", "区直各单位", ""),
    ("13", "开展业务培训", "组织全区业务培训不少于两次。", "区政府办公室", "区直各单位", "2026年上半年、下半年各一次"),
    (
        "14",
        "编制年度报告",
        "编制并公布2026年度政府信息公开工作年度报告。",
        "区政府办公室",
        "区直各单位",
        "2027年1月31日前",
    ),
)


def _cell(text: str, width: int, *, merge: str = "", span: int = 1) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    words = f"<w:r><w:t>{escape(text)}</w:t></w:r>" if text else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{words}</w:p></w:tc>"


def _table() -> str:
    rows = [tuple(HEADER), *ROWS]
    lines = []
    for i, row in enumerate(rows):
        if row[0] == SECTION:
            lines.append(f"<w:tr>{_cell(str(row[1]), sum(WIDTHS), span=len(WIDTHS))}</w:tr>")
            continue
        below = rows[i + 1] if i + 1 < len(rows) and rows[i + 1][0] != SECTION else ()
        cells = []
        for k, text in enumerate(row):
            goes_on = len(below) > k and below[k] is None
            merge = "continue" if text is None else "restart" if goes_on else ""
            cells.append(_cell(text or "", WIDTHS[k], merge=merge))
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    edges = "top left bottom right insideH insideV".split()
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in edges)
    style = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _document() -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in BEFORE)
    page = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{paragraphs}{_table()}{page}</w:body></w:document>'


PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


def write(path: Path) -> None:
    """The ledger as a Word file; the same bytes each time."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, "word/document.xml": _document()}.items():
            archive.writestr(ZipInfo(name, (2026, 2, 9, 9, 0, 0)), content, ZIP_DEFLATED)


if __name__ == "__main__":
    write(Path(__file__).with_name("ledger.docx"))
