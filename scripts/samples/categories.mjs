/** Categories of requests in the sample district. Deadlines follow real rules; the district itself is invented. */

const fourTiers = '北京市接诉即办四级时限'
const hotline = '5 个工作日内办理并答复（参照济南市 12345 市民服务热线条例第24条）'
const emergency = (extra = []) => [...extra, ['报警', '110'], ['火警', '119'], ['急救', '120']]

/** Columns: code, group, name, kinds, hint, acceptance, handling, rule, department, emergency phones. */
export const categories = [
  ['gas-leak', '紧急情况', '闻到燃气味', 'help', '请先关阀开窗、不要动任何开关，到屋外打电话', '1 minute', '2 hour', '供气安全属突发类，全天受理，2 小时内处置（' + fourTiers + '）', 'gas', emergency([['燃气抢修', '0999-0000777']])],
  ['fire', '紧急情况', '着火或冒烟', 'help', '请马上离开并打 119，不要坐电梯', '1 minute', '2 hour', '火情请先报警（参照北京市接诉即办工作条例第11条）', 'fire', [['火警', '119'], ['急救', '120'], ['报警', '110']]],
  ['danger', '紧急情况', '有人受伤或有危险', 'help', '打架、昏倒、走失、有人要伤人，请马上打电话', '1 minute', '2 hour', '人身危险请先报警（参照北京市接诉即办工作条例第11条）', 'police', emergency()],

  ['light', '楼道和房屋', '楼道灯、路灯不亮', 'help|complaint', '写明几单元几层，哪一盏', '2 hour', '24 hour', '公共照明属急修类，24 小时内处理（' + fourTiers + '）', 'city', null],
  ['lift', '楼道和房屋', '电梯坏了', 'help|complaint', '写明几单元，停在几层', '2 hour', '24 hour', '电梯停用属急修类，24 小时内处理（' + fourTiers + '）', 'housing', null],
  ['leak', '楼道和房屋', '漏水、屋顶渗雨', 'help|complaint', '写明哪个房间、从什么时候开始', '1 workingDay', '7 day', '房屋渗漏属一般修缮，7 日内处理（' + fourTiers + '）', 'housing', null],
  ['facade', '楼道和房屋', '墙皮、窗框要掉下来', 'help|complaint', '写明在哪一面、下面有没有人走', '2 hour', '24 hour', '有坠落危险的属急修类，24 小时内处理（' + fourTiers + '）', 'housing', null],
  ['clutter', '楼道和房屋', '楼道堆东西、占了消防通道', 'complaint|report', '写明几单元几层', '1 workingDay', '5 workingDay', hotline, 'fire', null],

  ['power', '水电气热', '停电', 'help', '写明是一户、一栋还是一片', '2 hour', '24 hour', '水电气热全天受理，24 小时内恢复或说明（' + fourTiers + '）', 'power', null],
  ['water', '水电气热', '停水、水小、水浑', 'help', '写明从什么时候开始', '2 hour', '24 hour', '水电气热全天受理，24 小时内恢复或说明（' + fourTiers + '）', 'water', null],
  ['heat', '水电气热', '暖气不热', 'help|complaint', '写明室温和哪个房间', '2 hour', '24 hour', '水电气热全天受理，24 小时内上门（' + fourTiers + '）', 'heat', null],
  ['drain', '水电气热', '下水道堵、污水冒出来', 'help', '写明井盖位置', '2 hour', '24 hour', '污水外溢属急修类，24 小时内处理（' + fourTiers + '）', 'water', null],

  ['rubbish', '环境', '垃圾没清、气味大', 'complaint', '写明是哪个垃圾站或哪个角落', '1 workingDay', '5 workingDay', hotline, 'city', null],
  ['noise', '环境', '噪声扰民', 'complaint|help', '写明什么声音、几点到几点', '1 workingDay', '5 workingDay', hotline, 'city', null],
  ['trees', '环境', '树枝、绿化', 'help|suggest', '写明树在哪里，挡了什么', '1 workingDay', '7 day', '绿化养护 7 日内处理（' + fourTiers + '）', 'city', null],

  ['parking', '出行', '停车难、乱停车', 'complaint|suggest', '写明地点和常见时段', '1 workingDay', '5 workingDay', hotline, 'traffic', null],
  ['road', '出行', '路面坑、井盖松', 'help', '写明离哪栋楼近', '2 hour', '24 hour', '井盖和路面塌陷属急修类，24 小时内处理（' + fourTiers + '）', 'city', null],
  ['ebike', '出行', '电动车充电、进楼', 'complaint|report|suggest', '写明几单元', '1 workingDay', '5 workingDay', hotline, 'fire', null],

  ['dispute', '邻里', '邻里、家庭纠纷想调解', 'help', '先说是什么事、和谁；双方都同意才会开始调解', '1 workingDay', '30 day', '人民调解法第17条：可以申请，也可以拒绝；30 日内调解完', 'justice', null],
  ['pets', '邻里', '养犬、养宠物', 'complaint|suggest', '写明时间和地点', '1 workingDay', '5 workingDay', hotline, 'police', null],

  ['elderly', '帮一把', '老人、残疾人要人搭把手', 'help', '取药、看病、修小家电、上下楼都可以说', '2 hour', '1 workingDay', '求助事项当日办，不能当日办的 3 个工作日内答复', 'civil', null],
  ['allowance', '帮一把', '低保、救助、补贴怎么办', 'consult|help', '写明家里几口人、遇到什么难处', '1 workingDay', '3 workingDay', '咨询事项当日答，不能当日答的 3 个工作日内答复', 'civil', null],
  ['papers', '办事', '办证、居住证、社保问一问', 'consult', '写明要办什么、卡在哪一步', '1 workingDay', '3 workingDay', '咨询事项当日答，不能当日答的 3 个工作日内答复', 'service', null],
  ['property', '办事', '物业服务和收费', 'consult|complaint', '有合同、账单的可以拍照', '1 workingDay', '15 workingDay', '投诉事项 15 个工作日内办结', 'housing', null],

  ['misconduct', '举报和建议', '举报干部、单位不作为', 'report', '您的名字不会给被举报的人看', '1 workingDay', '15 day', '信访工作条例第22条：15 日内登记并告知去向', 'discipline', null],
  ['unsafe', '举报和建议', '举报违法经营、安全隐患', 'report', '写明地点和看到的情况；您的名字会替您保密', '1 workingDay', '7 day', '安全隐患 7 日内核查（' + fourTiers + '）', 'fire', null],
  ['idea', '举报和建议', '给社区提建议', 'suggest', '想到什么说什么', '1 workingDay', '13 workingDay', '建议事项自次日起 13 个工作日内答复', 'service', null],
]

/** Columns: category, code, ask, type, required, options, stop_at. */
export const questions = [
  ['lift', 'trapped', '现在有人困在里面吗', 'singlevaluelist', '是', '没有|有', '有'],
  ['lift', 'floor', '停在几层', 'string', '否', '', ''],
  ['light', 'where', '在哪里', 'singlevaluelist', '是', '楼道|单元门口|小区路上', ''],
  ['facade', 'hurt', '有人被砸到吗', 'singlevaluelist', '是', '没有|有', '有'],
  ['power', 'smoke', '有没有冒烟、火花或焦味', 'singlevaluelist', '是', '没有|有', '有'],
  ['power', 'area', '停电的范围', 'singlevaluelist', '是', '只有我家|整栋楼|一片楼', ''],
  ['heat', 'degrees', '现在室内大约几度', 'number', '否', '', ''],
  ['water', 'since', '从什么时候开始', 'datetime', '否', '', ''],
  ['noise', 'kind', '是什么声音', 'multivaluelist', '是', '装修|音响唱歌|机器设备|宠物|其他', ''],
  ['noise', 'when', '一般在什么时候', 'string', '否', '', ''],
  ['ebike', 'smoking', '有没有冒烟或起火', 'singlevaluelist', '是', '没有|有', '有'],
  ['dispute', 'violence', '现在有没有人动手或要动手', 'singlevaluelist', '是', '没有|有', '有'],
  ['dispute', 'willing', '对方知道您想调解吗', 'singlevaluelist', '否', '知道，也愿意|知道，还没说定|还不知道', ''],
  ['elderly', 'kind', '要帮什么', 'multivaluelist', '是', '取药买菜|看病陪同|小修小补|上下楼|其他', ''],
  ['misconduct', 'facts', '时间、地点和经过', 'text', '是', '', ''],
]

/** Columns: code, name. */
export const departments = [
  ['city', '区城市管理局'],
  ['housing', '区住房和建设局'],
  ['water', '云汀水务公司'],
  ['power', '云汀供电所'],
  ['heat', '云汀供热公司'],
  ['gas', '云汀燃气公司'],
  ['fire', '区消防救援大队'],
  ['police', '清河派出所'],
  ['traffic', '区交通运输局'],
  ['justice', '区司法局'],
  ['civil', '区民政局'],
  ['service', '区政务服务中心'],
  ['discipline', '区纪委监委'],
  ['estate', '槐里物业公司', 'property', 'property|rubbish|trees'],
]

/** 交办目录: which unit a request goes to, by kind, category, area and time. */
export const directory = [
  ['heat', '', 'heat', '990101', '2026-11-15', '2027-03-15', 'heat', 'housing', '24 hour', '是', '采暖期供热报修由供热企业直接受理（参照北京市接诉即办工作条例第11条）'],
  ['estate', 'complaint', 'property', '990101002001', '', '', 'estate', '', '', '否', '物业服务由本小区物业公司先办，办不了由街道协调'],
]
