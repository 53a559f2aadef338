export default definePageConfig({ navigationBarTitleText: '这次预约', enablePullDownRefresh: true })
