import './welcome.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { apiAddress } from '../api-address.ts'
import { PostCard } from './post-card.tsx'
import { readFeed, type FeedConversation } from './read-feed.ts'

export const metadata: Metadata = { title: 'Tidewater: notes from a small harbour' }

/** A page of the demo's own, beside those that are drawn from the manifest: it reads the same server through the SDK. */
export default async function Welcome(): Promise<ReactNode> {
  const { featured, latest, conversations } = await readFeed(await apiAddress())
  return (
    <div className="welcome">
      <Masthead />
      <main>
        <section aria-labelledby="featured">
          <h2 id="featured">Featured</h2>
          <div className="featured">
            {featured.map((post, index) => (
              <PostCard key={post.id} post={post} large={index === 0} />
            ))}
          </div>
        </section>
        <div className="columns">
          <section aria-labelledby="latest">
            <h2 id="latest">Latest</h2>
            <div className="latest">
              {latest.map((post) => (
                <PostCard key={post.id} post={post} />
              ))}
            </div>
          </section>
          <Talk conversations={conversations} />
        </div>
      </main>
    </div>
  )
}

function Masthead(): ReactNode {
  return (
    <header className="masthead">
      <div>
        <h1>Tidewater</h1>
        <p>Notes from a small harbour: boats, bread, repairs and the weather.</p>
      </div>
      <nav aria-label="Tidewater">
        <a href="/posts">All posts</a>
        <a className="button" href="/posts/new">
          Write a post
        </a>
      </nav>
    </header>
  )
}

function Talk({ conversations }: { readonly conversations: readonly FeedConversation[] }): ReactNode {
  return (
    <aside aria-labelledby="talk">
      <h2 id="talk">In the loft</h2>
      <ul className="talk">
        {conversations.map(({ id, title, author, lastWords }) => (
          <li key={id}>
            <a href={`/conversations/${id}`}>{title}</a>
            <blockquote>{lastWords.replaceAll('*', '')}</blockquote>
            <span>{author}</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
