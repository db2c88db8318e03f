"""How large a file may be before it is refused: generous for any document, small for a bomb."""

MEGABYTE = 1 << 20

#: The file itself, as it lies on the disk.
FILE_BYTES = 64 * MEGABYTE
#: One part of a package that is parsed (the text of a .docx, a sheet, the shared strings).
PART_BYTES = 48 * MEGABYTE
#: One sheet, which is looked through piece by piece and never held as a tree.
SHEET_BYTES = 256 * MEGABYTE
#: All streams of a PDF together, its pictures left out.
PDF_STREAM_BYTES = 160 * MEGABYTE
#: What draws one page: a page of a ledger has up to 20,000 tokens in 100 KB, a large seal in outlines as many again.
PDF_PAGE_TOKENS = 200_000
PDF_PAGE_BYTES = 2 * MEGABYTE
PDF_PAGES = 2_000
#: Merged ranges of one sheet.
MERGES = 50_000
#: All parts of a package as its directory declares them; pictures count too.
PACKAGE_BYTES = 400 * MEGABYTE
PACKAGE_PARTS = 10_000
#: Tags of one XML part. A ledger of 2,000 rows has 100,000 to 400,000.
XML_TAGS = 1_200_000
#: Positions of one grid, and positions of one document. A ledger of 2,000 rows of 8 columns has 16,000.
GRID_CELLS = 200_000
GRID_ROWS = 50_000
GRID_COLUMNS = 2_000
#: Tables within tables.
NESTING = 40
#: Characters and lines of all that was read.
TEXT_CHARACTERS = 6_000_000
TEXT_LINES = 200_000

#: One document in the child process.
MEMORY_BYTES = 300 * MEGABYTE
CPU_S = 120
WALL_S = 150
#: A document whose pages are pictures, in a child process of its own.
SCAN_MEMORY_BYTES = 1536 * MEGABYTE
SCAN_ADDRESSES_BYTES = 6144 * MEGABYTE  # libraries and models are mapped as well; memory is what is written to
SCAN_PAGE_S = 60  # of processor time; a busy machine takes longer by the clock
SCAN_WALL_S = 300
SCAN_PAGES = 100
SCAN_PIXELS = 80_000_000
#: LibreOffice has limits of its own.
OFFICE_MEMORY_BYTES = 1536 * MEGABYTE
OFFICE_S = 60
