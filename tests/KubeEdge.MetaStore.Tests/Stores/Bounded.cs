namespace KubeEdge.MetaStore.Tests.Stores;

/// <summary>Waits that end.</summary>
internal static class Bounded
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(_limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(_limit);

    public static Task Soon(this Task task) => task.WaitAsync(_limit);

    /// <summary>The next event of a watch.</summary>
    public static async Task<T> NextAsync<T>(this IAsyncEnumerator<T> events)
    {
        Assert.True(await events.MoveNextAsync().Soon(), "the sequence ended");
        return events.Current;
    }

    public static async Task<List<T>> AllAsync<T>(this IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source)
        {
            all.Add(item);
        }

        return all;
    }
}
