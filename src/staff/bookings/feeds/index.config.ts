export default definePageConfig({ navigationBarTitleText: '日历地址', enablePullDownRefresh: true })
