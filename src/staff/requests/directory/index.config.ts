export default definePageConfig({ navigationBarTitleText: '交办目录', enablePullDownRefresh: true })
