export default definePageConfig({ navigationBarTitleText: '称呼、电话和字号' })
