export default definePageConfig({ navigationBarTitleText: '网格纠错', enablePullDownRefresh: true })
