export default definePageConfig({ navigationBarTitleText: '网格公示牌', enablePullDownRefresh: true, enableShareAppMessage: true })
