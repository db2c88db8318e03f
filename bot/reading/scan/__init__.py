"""A picture of a page → its words and ruling lines with places and scores, for the room that reads PDFs.

It takes the extra `ocr` (numpy, OpenCV, onnxruntime, rapidocr with its models). Nothing after it knows that a page
was a picture, but for the spots: places where what was read may be wrong.
"""
