/** Venues and the services that can be booked there; every person named is one of the district's staff. */

const office = '1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00'

/** Columns: code, name, area, branch, address, phone, hours. */
export const venues = [
  ['HS-STATION', '槐树社区党群服务站', '990101001001', '', '清河街道槐树路 30 号一层', '0999-0004001', office],
  ['HS-HUT', '槐树里家门口党支部小屋', '990101001001', 'HSJM', '槐树里中心花园东侧', '0999-0002002', '1-7 09:00-19:00'],
  ['QH-CENTRE', '清河街道党群服务中心', '990101001', '', '清河街道石桥南路 2 号', '0999-0004002', '1-5 08:30-18:00; 6-7 09:00-17:00'],
  ['LA-STATION', '柳岸社区党群服务站', '990101001002', 'LA1', '清河街道柳岸街 8 号', '0999-0004003', '1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00 14:00-17:00; 7 14:00-17:00'],
  ['WT-STATION', '梧桐里社区党群服务站', '990101002001', 'WTL', '梧桐街道梧桐大道 16 号', '0999-0004004', office],
  ['WT-HOSPITAL', '梧桐医院便民门诊', '990101002001', 'WTYY', '梧桐医院门诊楼一层', '0999-0002006', '1-5 08:00-12:00 13:30-17:30'],
  ['NJ-HALL', '南井社区邻里食堂', '990101002003', 'NJ2', '梧桐街道南井街 5 号', '0999-0004005', '1-7 09:00-14:00'],
]

/**
 * Services, each with its openings [weekdays, from, to, seats, from day, until day] and its exceptions [day, from, to, seats, reason]; what
 * is left out is an empty cell, whose default docs/import.md describes.
 */
export const services = [
  {
    code: 'HS-BENEFIT', group: 'agency', name: '高龄津贴、护理补贴代办', venue_code: 'HS-STATION',
    about: '帮老人填表、拍照、网上申报，办好后打电话告诉您', bring: '老人身份证、本人银行卡；代办的带自己的身份证', who_may: '满 70 岁的老人，家里人可以代办',
    queue: 'A', minutes: 30, walk_in_percent: 30, lead_minutes: 60, limit_day: 1, limit_month: 4,
    openings: [['12345', '08:30', '11:30', 3], ['12345', '14:00', '17:00', 3]],
    exceptions: [['2026-12-31', '', '', '', '年末盘点']],
  },
  {
    code: 'HS-MEDICARE', group: 'agency', name: '居民医保参保、社保卡补办', venue_code: 'HS-STATION',
    about: '参保登记、缴费核对、社保卡挂失和补办', bring: '身份证、户口本；孩子参保带出生证明', who_may: '本社区居民',
    queue: 'A', minutes: 20, walk_in_percent: 30, lead_minutes: 60, limit_day: 1,
    openings: [['12345', '08:30', '11:50', 2], ['12345', '14:00', '17:40', 2], ['6', '09:00', '11:40', 2]],
    exceptions: [['2026-12-31', '', '', '', '年末盘点'], ['2026-12-19', '09:00', '16:00', 3, '参保集中办理']],
  },
  {
    code: 'HS-PAPERS', group: 'agency', name: '开证明、盖章、复印', venue_code: 'HS-STATION', way: 'walkIn',
    about: '居住证明、亲属关系说明，免费复印 5 张以内', bring: '身份证和要办的材料', queue: 'A', minutes: 10,
    openings: [['12345', '08:30', '12:00', 40], ['12345', '14:00', '18:00', 40], ['6', '09:00', '12:00', 20]],
  },
  {
    code: 'HS-CITY', group: 'agency', name: '占道、绿化、违建现场答疑', venue_code: 'HS-STATION', provider: 'professional', staff_code: 'H01',
    provider_name: '区城市管理局 严晓燕', about: '城管工作人员到社区坐班，看图看现场照片答复', bring: '有照片就带上', queue: 'B', minutes: 30, walk_in_percent: 50,
    openings: [['5', '09:00', '11:30', 2]],
  },
  {
    code: 'HS-LAW', group: 'legal', name: '律师咨询', venue_code: 'HS-STATION', provider: 'professional', staff_code: 'Z03',
    provider_name: '下沉律师 卫俊杰', about: '婚姻、继承、欠薪、租房、邻里纠纷，免费，一次 30 分钟', bring: '合同、判决书等材料的复印件', queue: 'B', minutes: 30,
    buffer_after: 10, walk_in_percent: 0, lead_minutes: 720, cancel_minutes: 240, limit_week: 1, openings: [['3', '14:00', '17:40', 1]],
    exceptions: [['2026-12-09', '', '', '', '律师出庭']],
  },
  {
    code: 'HS-PHARMACY', group: 'elder', name: '上门代配药', venue_code: 'HS-STATION', way: 'home',
    about: '志愿者到家取医保卡和病历，到卫生站配好送回来', bring: '医保卡、病历本、想配的药名', who_may: '60 岁以上、出门不方便的居民，家里人可以代约',
    limit_week: 1, openings: [['24', '09:00', '11:30', 4]],
  },
  {
    code: 'HS-HAIRCUT', group: 'elder', name: '上门理发', venue_code: 'HS-STATION', way: 'home',
    about: '理发师带工具到家，15 元一位，低保老人免费', bring: '备一条毛巾', who_may: '70 岁以上或卧床的居民，家里人可以代约',
    lead_minutes: 2880, horizon_days: 30, cancel_minutes: 1440, limit_month: 1, openings: [['3', '14:00', '17:00', 6]],
    exceptions: [['2026-12-16', '', '', '', '理发师外出学习']],
  },
  {
    code: 'HS-CRAFT', group: 'family', name: '周六亲子手工', venue_code: 'HS-STATION',
    about: '社区老师带着做灯笼、泥塑、贺卡，材料已备好', who_may: '4 到 10 岁的孩子，要有大人陪', queue: 'C', minutes: 90, walk_in_percent: 0,
    horizon_days: 21, cancel_minutes: 720, max_seats: 3, limit_day: 1, minimum_people: 8, minimum_hours: 24, openings: [['6', '09:30', '11:00', 20]],
  },
  {
    code: 'HS-ROOM', group: 'space', name: '社区议事厅', venue_code: 'HS-STATION',
    about: '30 人的会议室，有投影和音响，楼门会、业委会、读书会都可以用', bring: '写清用途、人数和负责人', who_may: '社区居民和社会组织，不收费，不做商业活动',
    minutes: 120, buffer_after: 15, walk_in_percent: 0, lead_minutes: 1440, horizon_days: 30, cancel_minutes: 1440, limit_month: 4, approval_hours: 8,
    grace_minutes: 30, openings: [['12345', '09:00', '11:00', 1], ['12345', '14:00', '18:15', 1], ['6', '09:00', '11:00', 1]],
  },

  {
    code: 'HUT-PRESSURE', group: 'health', name: '量血压、测血糖', venue_code: 'HS-HUT', provider: 'branch', branch_code: 'HSJM',
    about: '党员志愿者值守，记在健康小本上，数字不对帮您联系医生', bring: '空腹（要测血糖的）、健康小本', queue: 'B', minutes: 15, walk_in_percent: 50, lead_minutes: 0, cancel_minutes: 15,
    holidays: 'open', openings: [['1234567', '09:00', '10:30', 4]],
  },
  {
    code: 'HUT-DOCTOR', group: 'health', name: '社区医生坐诊', venue_code: 'HS-HUT', provider: 'professional', staff_code: 'Z02', branch_code: 'HSJM',
    provider_name: '柳岸社区卫生站 唐文博医生', about: '慢性病用药、看化验单、家庭医生签约', bring: '医保卡、正在吃的药', queue: 'B', minutes: 15, walk_in_percent: 0,
    limit_week: 2, openings: [['2', '14:00', '16:30', 1]],
  },
  {
    code: 'HUT-PHONE', group: 'elder', name: '老年手机课堂', venue_code: 'HS-HUT', provider: 'branch', branch_code: 'HSJM',
    about: '教视频通话、挂号、乘车码，认骗子的套路，一人一机跟着做', bring: '自己的手机，充好电', who_may: '60 岁以上居民优先', queue: 'C', minutes: 90, walk_in_percent: 20,
    max_seats: 2, minimum_people: 4, minimum_hours: 24, openings: [['4', '15:00', '16:30', 12]],
  },
  {
    code: 'HUT-TALK', group: 'legal', name: '邻里有事先说说', venue_code: 'HS-HUT', provider: 'branch', branch_code: 'HSJM',
    about: '漏水、噪声、占道这些事，老党员和网格员先帮着说和', queue: 'B', minutes: 40, walk_in_percent: 0, openings: [['1356', '15:00', '17:00', 1]],
  },
  {
    code: 'HUT-REPAIR', group: 'other', name: '小家电、雨伞义务维修', venue_code: 'HS-HUT', provider: 'branch', branch_code: 'HSJM',
    about: '退休老师傅修电饭锅、风扇、雨伞、拉链，零件费自付', bring: '要修的东西，一次一件', queue: 'C', minutes: 30, walk_in_percent: 50, openings: [['7', '09:00', '11:30', 4]],
  },

  {
    code: 'QH-SOCIAL', group: 'agency', name: '社保、民政综合窗口', venue_code: 'QH-CENTRE',
    about: '退休认证、低保和临时救助申请、灵活就业参保，一窗办理', bring: '身份证、户口本、相关证明', queue: 'A', minutes: 20, walk_in_percent: 30, limit_day: 1, limit_month: 6,
    openings: [['12345', '08:30', '11:50', 4], ['12345', '13:30', '17:50', 4], ['6', '09:00', '12:00', 2]],
    exceptions: [['2026-12-26', '09:00', '12:00', 4, '年末加开窗口'], ['2026-12-26', '13:30', '16:30', 4, '年末加开窗口']],
  },
  {
    code: 'QH-POLICE', group: 'agency', name: '户籍、居住证咨询', venue_code: 'QH-CENTRE', provider: 'professional', staff_code: 'H08',
    provider_name: '清河派出所 费雪梅', about: '落户、变更、居住证续签，周六也能办', bring: '身份证、户口本', queue: 'B', minutes: 20, walk_in_percent: 20, openings: [['6', '09:00', '11:40', 2]],
  },
  {
    code: 'QH-LEGALAID', group: 'legal', name: '法律援助、公证咨询', venue_code: 'QH-CENTRE', provider: 'professional', staff_code: 'H10',
    provider_name: '区司法局 安永康', about: '看能不能申请法律援助，遗嘱和委托公证怎么办', bring: '身份证、收入证明、案子的材料', queue: 'B', minutes: 30, walk_in_percent: 0,
    lead_minutes: 1440, cancel_minutes: 240, openings: [['4', '09:00', '11:30', 1]],
  },
  {
    code: 'QH-MIND', group: 'health', name: '心理咨询', venue_code: 'QH-CENTRE', provider: 'professional', staff_code: 'Z04',
    about: '睡不好、带孩子累、家里有难处，单独聊 50 分钟，内容保密', queue: 'B', minutes: 50, buffer_after: 10, walk_in_percent: 0, lead_minutes: 1440, cancel_minutes: 1440,
    limit_week: 1, openings: [['6', '14:00', '16:50', 1]],
  },
  {
    code: 'QH-TAICHI', group: 'activity', name: '周日太极公开课', venue_code: 'QH-CENTRE',
    about: '体育指导员带练，零基础也能跟', bring: '穿平底鞋，带水杯', queue: 'C', minutes: 90, walk_in_percent: 20, max_seats: 2, minimum_people: 6, minimum_hours: 12,
    openings: [['7', '09:00', '10:30', 30]],
  },
  {
    code: 'QH-STORY', group: 'family', name: '绘本故事会', venue_code: 'QH-CENTRE',
    about: '志愿者讲故事、做游戏，一场一个主题', who_may: '3 到 7 岁的孩子，要有大人陪', queue: 'C', minutes: 60, walk_in_percent: 0, max_seats: 4, minimum_people: 6, minimum_hours: 24,
    openings: [['7', '14:30', '15:30', 24]],
  },
  {
    code: 'QH-HALL', group: 'space', name: '多功能厅', venue_code: 'QH-CENTRE',
    about: '120 人的厅，有舞台和灯光，排练、比赛、讲座都可以', bring: '活动方案和安全负责人电话', who_may: '辖区单位和社会组织，不收费', minutes: 180, buffer_after: 30,
    walk_in_percent: 0, lead_minutes: 4320, horizon_days: 60, cancel_minutes: 2880, limit_month: 2, approval_hours: 16, grace_minutes: 30,
    openings: [['12345', '09:00', '12:00', 1], ['12345', '14:00', '17:00', 1], ['67', '09:00', '12:00', 1], ['67', '13:30', '16:30', 1]],
  },

  {
    code: 'LA-WINDOW', group: 'agency', name: '代办窗口', venue_code: 'LA-STATION',
    about: '医保、养老、残疾人补贴、生育登记，一次说清要带什么', bring: '身份证和要办的材料', queue: 'A', minutes: 20, walk_in_percent: 30, limit_day: 1,
    openings: [['12345', '08:30', '11:50', 2], ['12345', '14:00', '17:40', 2], ['6', '09:00', '11:40', 2]],
  },
  {
    code: 'LA-DOCTOR', group: 'health', name: '社区医生坐诊', venue_code: 'LA-STATION', provider: 'professional', staff_code: 'Z02',
    provider_name: '柳岸社区卫生站 唐文博医生', about: '慢性病随访、看化验单、转诊建议', bring: '医保卡、正在吃的药', queue: 'B', minutes: 15, walk_in_percent: 0, limit_week: 2,
    openings: [['13', '09:00', '11:30', 1]],
  },
  {
    code: 'LA-BATH', group: 'elder', name: '上门助浴', venue_code: 'LA-STATION', way: 'home',
    about: '两位护理员带浴床到家，先量血压再洗，60 元一次', bring: '换洗衣服、浴巾', who_may: '卧床或行动不便的老人，家里要有人在', lead_minutes: 2880, horizon_days: 30,
    cancel_minutes: 1440, limit_month: 2, approval_hours: 8, openings: [['25', '14:00', '17:00', 2]],
  },
  {
    code: 'LA-AFTERCLASS', group: 'family', name: '四点半课堂', venue_code: 'LA-STATION', provider: 'branch', branch_code: 'LA1',
    about: '退休老师看作业、教棋、讲历史故事，放学先到社区', bring: '书包和水杯', who_may: '一至六年级的孩子', queue: 'C', minutes: 90, walk_in_percent: 10, limit_day: 1, limit_week: 5,
    openings: [['12345', '16:30', '18:00', 20, '2026-09-01', '2027-01-22'], ['12345', '16:30', '18:00', 20, '2027-03-01', '2027-07-02']],
  },
  {
    code: 'LA-TABLETENNIS', group: 'space', name: '乒乓球室', venue_code: 'LA-STATION',
    about: '两张球台，一小时一场，自带球拍', walk_in_percent: 0, minutes: 60, lead_minutes: 0, cancel_minutes: 60, limit_day: 1, limit_week: 3, holidays: 'open',
    openings: [['12345', '14:00', '18:00', 2], ['6', '09:00', '12:00', 2], ['67', '14:00', '17:00', 2]],
  },

  {
    code: 'WT-WINDOW', group: 'agency', name: '窗口现场办理', venue_code: 'WT-STATION', way: 'walkIn',
    about: '开证明、医保和养老咨询、材料代收', bring: '身份证和要办的材料', queue: 'A', minutes: 10,
    openings: [['12345', '08:30', '12:00', 40], ['12345', '14:00', '18:00', 40], ['6', '09:00', '12:00', 20]],
  },
  {
    code: 'WT-FRAUD', group: 'legal', name: '防骗和纠纷咨询', venue_code: 'WT-STATION', provider: 'professional', staff_code: 'Z05',
    about: '退休民警坐班：被骗了怎么报案，借钱、合同、物业纠纷怎么说理', queue: 'B', minutes: 30, walk_in_percent: 50, openings: [['24', '14:30', '17:00', 2]],
  },
  {
    code: 'WT-CLINIC', group: 'health', name: '梧桐医院便民门诊', venue_code: 'WT-HOSPITAL', provider: 'professional', staff_code: 'S06', branch_code: 'WTYY',
    provider_name: '梧桐医院 于成林医生', about: '看化验单、调药、预约专科，不收挂号费', bring: '医保卡、近期的化验单', queue: 'B', minutes: 10, walk_in_percent: 30, limit_week: 1,
    openings: [['24', '08:30', '11:30', 3]],
  },
  {
    code: 'NJ-MEAL', group: 'elder', name: '送餐上门', venue_code: 'NJ-HALL', way: 'home', provider: 'branch', branch_code: 'NJ2',
    about: '两荤一素一汤，12 元，低保和失能老人 6 元', who_may: '70 岁以上、做饭不方便的居民', lead_minutes: 960, cancel_minutes: 720, horizon_days: 7, holidays: 'open',
    openings: [['1234567', '11:00', '12:30', 30]],
  },
]
