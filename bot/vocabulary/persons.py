"""Names and titles of persons, who are nobody's unit."""

#: Surnames that hardly ever begin a word of an office's name; some that do (方, 文, 金, 高, 安, 常, 江) only before 某.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范廖石贾韦夏付邹孟熊秦邱侯尹薛闫段雷龙黎史陶贺顾毛郝龚邵钱覃武戴莫孔汤温柴樊颜俞焦葛聂甘岳耿倪殷翟滕"
    "习靳路霍伍饶祁庞兰辛卞齐梅庄柯詹管左冉骆宁涂费申瞿娄尚鲍靖裴虞"
)
DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|尉迟|皇甫|令狐|慕容"
#: What a person is called before or behind a name: 副局长, 党组书记.
TITLE_PATTERN = (
    r"(?:(?:党组|党委|党工委)?副?(?:书记|主任|秘书长|经理|董事长|同志|理事长|主席|委员|"
    r"(?:局|市|县|区|镇|乡|科|处|股|部|院|校|所|队|支队|大队|组|厅|司)长))"
)
