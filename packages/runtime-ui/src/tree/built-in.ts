import type { ComponentType } from 'react'
import type { TreeProps } from '../app/components.ts'
import { AvatarView, BadgeView, ButtonView, EmptyView, HeadingView, IconView, ImageView, LinkView, ListView, MetricView, SkeletonView, SpinnerView, TextView } from './content-components.tsx'
import { CardView, GridView, HeroView, SectionView, StackView } from './layout-components.tsx'
import { DataTableView, DetailView, FormView } from './model-components.tsx'

/** The components that pages can name without any plugin. */
export const BUILT_IN: { readonly [name: string]: ComponentType<TreeProps> } = {
  Stack: StackView,
  Grid: GridView,
  Card: CardView,
  Section: SectionView,
  Hero: HeroView,
  Heading: HeadingView,
  Text: TextView,
  Markdown: TextView,
  Link: LinkView,
  Button: ButtonView,
  Badge: BadgeView,
  Image: ImageView,
  Avatar: AvatarView,
  Icon: IconView,
  Spinner: SpinnerView,
  Skeleton: SkeletonView,
  Metric: MetricView,
  List: ListView,
  DataTable: DataTableView,
  Detail: DetailView,
  Form: FormView,
  Empty: EmptyView,
}
