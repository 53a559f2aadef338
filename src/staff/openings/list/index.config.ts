export default definePageConfig({ navigationBarTitleText: '开放安排', enablePullDownRefresh: true })
