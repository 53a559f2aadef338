export default definePageConfig({ navigationBarTitleText: '当日表', enablePullDownRefresh: true })
