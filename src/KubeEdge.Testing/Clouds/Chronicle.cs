namespace KubeEdge.Testing.Clouds;

/// <summary>What happened, in order, for tests that ask for it before or after it did. The oldest go beyond the limit.</summary>
internal sealed class Chronicle<T>(int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        lock (_gate)
        {
            if (_items.Count == limit)
            {
                _items.Dequeue();
            }

            _items.Enqueue(item);
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The first that matches, of those that are there or of those that come.</summary>
    public async Task<T> FirstAsync(Func<T, bool> matches, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task news;
            T[] items;
            lock (_gate)
            {
                news = _news.Task;
                items = [.. _items];
            }

            foreach (var item in items)
            {
                if (matches(item))
                {
                    return item;
                }
            }

            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
