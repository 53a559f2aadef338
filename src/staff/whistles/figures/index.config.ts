export default definePageConfig({ navigationBarTitleText: '吹哨数字', enablePullDownRefresh: true })
