export default definePageConfig({ navigationBarTitleText: '核验办理记录' })
