// House rules of the pages: features do not know each other, no barrel files, no literal Chinese in components,
// the phone never loads the component library of the desk.
import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';
import { noFeatureCross, noLiteralText } from './vite/rules.js';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks, xiezhi: { rules: { 'no-feature-cross': noFeatureCross, 'no-literal-text': noLiteralText } } },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'xiezhi/no-feature-cross': 'error',
      'xiezhi/no-literal-text': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['src/phone/**', 'src/ui/**', 'src/api/**', 'src/features/**', 'src/form/**'],
    ignores: ['src/form/skins/antd.tsx'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['antd', 'antd/*', 'dayjs', '@/form/skins/antd'], message: 'Only the desk entry and its form skin may use antd: the phone shares this code.' }] }],
    },
  },
);
