export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  app: { head: { title: 'Nuxt 3', htmlAttrs: { lang: 'en' } } },
  vue: { compilerOptions: { isCustomElement: (tag) => /^(vla|voice)-/.test(tag) } },
});
