/** One side's message: the resident's (`she`) or the team's (`team`), minutes after the one before it. */
type Said = readonly [who: 'she' | 'team', minutes: number, text: string]

/** A conversation of the demo in words. */
export interface ChatWords {
  by: string
  begun: readonly [daysAgo: number, time: string]
  said: readonly Said[]
}

/** Conversations with the team of the resident's grid; the last word of most is the team's. */
export const chats: readonly ChatWords[] = [
  {
    by: 'resident',
    begun: [6, '09:20'],
    said: [
      ['she', 0, '您好，我是 3 号楼新搬来的，想问垃圾分类几点收？'],
      ['team', 12, '欢迎！早上七点到九点、晚上六点到八点，3 号楼东侧的点都有人'],
      ['she', 5, '好的，谢谢'],
    ],
  },
  {
    by: 'resident',
    begun: [3, '18:30'],
    said: [
      ['she', 0, '周末有没有适合孩子的活动？'],
      ['team', 25, '周六上午服务站有亲子手工，周日下午街道中心有绘本故事会，都能在服务里约'],
      ['she', 3, '太好了，我去约'],
    ],
  },
  {
    by: 'ding',
    begun: [6, '10:10'],
    said: [
      ['she', 0, '门口的快递柜占了消防通道，谁管？'],
      ['team', 18, '我下午去量一下，联系快递公司往里挪'],
      ['team', 320, '已经挪了一米二，通道够宽了'],
      ['she', 40, '看到了，动作真快'],
    ],
  },
  {
    by: 'shao',
    begun: [6, '15:00'],
    said: [
      ['she', 0, '小李，医保卡换新的要去哪儿？'],
      ['team', 9, '邵阿姨，社区服务站代办，带身份证就行，我帮您约好时间'],
      ['she', 11, '那约个上午吧'],
    ],
  },
  {
    by: 'mei',
    begun: [5, '09:00'],
    said: [
      ['she', 0, '居住证积分什么时候能查？'],
      ['team', 20, '每月 5 号更新，手机上就能查，不会的话我截图教您'],
    ],
  },
  {
    by: 'tian',
    begun: [5, '16:20'],
    said: [
      ['she', 0, '老伴想学用手机挂号，有人教吗？'],
      ['team', 15, '周四下午小屋有老年手机课堂，一对一，我给您留了位'],
      ['she', 6, '好好好'],
    ],
  },
  {
    by: 'geng',
    begun: [4, '08:50'],
    said: [
      ['she', 0, '楼上空调水老滴到我晾的被子上'],
      ['team', 30, '我今天去楼上说，先把接水管接好'],
      ['team', 260, '已经接了水管，您看看还滴不滴'],
      ['she', 90, '不滴了'],
    ],
  },
  {
    by: 'nie',
    begun: [4, '12:15'],
    said: [
      ['she', 0, '想给楼里的老人送点饺子，怎么联系？'],
      ['team', 40, '太好了，我把独居老人的名单和楼栋长约好，您定时间'],
    ],
  },
  {
    by: 'wan',
    begun: [3, '10:40'],
    said: [
      ['she', 0, '小区的门禁卡丢了一张，怎么注销？'],
      ['team', 14, '到物业前台登记，当场注销，补卡 10 元'],
    ],
  },
  {
    by: 'xiong',
    begun: [4, '17:30'],
    said: [
      ['she', 0, '我家窗户外面的广告牌晚上太亮了'],
      ['team', 35, '已经记下，我和店家说，晚上十点关灯'],
      ['team', 200, '店家答应了，今晚起十点关'],
      ['she', 60, '谢谢'],
    ],
  },
  {
    by: 'zhu',
    begun: [3, '09:10'],
    said: [
      ['she', 0, '社区有没有能借的轮椅？'],
      ['team', 16, '有两辆，押身份证就能借，要不要我送过去？'],
      ['she', 8, '那麻烦您了'],
    ],
  },
  {
    by: 'jia',
    begun: [3, '15:30'],
    said: [
      ['she', 0, '老船厂宿舍什么时候改造？'],
      ['team', 45, '方案下个月公示，会开一次居民会，我提前通知您'],
    ],
  },
  {
    by: 'lin',
    begun: [3, '19:40'],
    said: [
      ['she', 0, '河边的健身路灯什么时候开？'],
      ['team', 30, '晚上七点到十点开，坏的那两盏已经报修'],
    ],
  },
  {
    by: 'zhong',
    begun: [2, '08:40'],
    said: [
      ['she', 0, '孩子放学没人接，四点半课堂还有位置吗？'],
      ['team', 22, '还有三个名额，服务里就能约，我也帮您登记一下'],
      ['she', 4, '约上了'],
    ],
  },
  {
    by: 'guo',
    begun: [2, '13:50'],
    said: [
      ['she', 0, '请问书香苑有没有议事会？'],
      ['team', 50, '每月最后一个周六上午，在服务站议事厅，欢迎来'],
    ],
  },
  {
    by: 'cui',
    begun: [2, '17:10'],
    said: [
      ['she', 0, '昨天说的楼道粉刷，哪天轮到我们楼？'],
      ['team', 28, '您楼排在下周三，前一天会贴通知，门口的东西请先收一收'],
    ],
  },
  {
    by: 'hou',
    begun: [1, '09:20'],
    said: [
      ['she', 0, '李明，我想把旧轮椅捐了'],
      ['team', 13, '侯阿姨真好，我下午来取，给您开个收条'],
    ],
  },
  {
    by: 'fu',
    begun: [1, '11:00'],
    said: [
      ['she', 0, '法律咨询要预约吗？'],
      ['team', 19, '要约，周三下午服务站有律师，一次三十分钟'],
    ],
  },
  {
    by: 'wu',
    begun: [1, '14:25'],
    said: [
      ['she', 0, '石桥南路修到哪一段了？'],
      ['team', 33, '东段这周铺面，西段下周封半幅，早晚高峰有人疏导'],
    ],
  },
  {
    by: 'hong',
    begun: [1, '16:15'],
    said: [
      ['she', 0, '梧桐医院的便民门诊还挂号吗？'],
      ['team', 21, '不收挂号费，周二和周四上午，服务里可以约时间'],
    ],
  },
  // Nobody has answered these yet: one a moment ago, one for too long.
  { by: 'xia', begun: [1, '10:05'], said: [['she', 0, '楼道里有人抽烟，能不能提醒一下？']] },
  { by: 'lan', begun: [1, '09:45'], said: [['she', 0, '书香苑门口的台阶缺了一角，老人容易绊着']] },
]
