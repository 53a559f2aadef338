export default definePageConfig({ navigationBarTitleText: '核对公告', enablePullDownRefresh: true })
