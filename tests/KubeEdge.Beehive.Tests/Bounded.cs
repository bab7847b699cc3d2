using System.Threading.Channels;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests;

/// <summary>Awaits that end after 30 s at the latest, so that a hang is a failure with a name.</summary>
internal static class Bounded
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(_limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(_limit);

    public static Task Soon(this Task task) => task.WaitAsync(_limit);

    public static Task<Message> NextAsync(this ChannelReader<Message> inbox) => inbox.ReadAsync().Soon();
}
