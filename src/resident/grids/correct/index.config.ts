export default definePageConfig({ navigationBarTitleText: '不是我的网格' })
