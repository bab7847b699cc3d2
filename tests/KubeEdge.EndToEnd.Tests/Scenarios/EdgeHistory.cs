using System.Globalization;
using System.Text.Json;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>
/// Watches the edge for as long as a scenario lasts, across restarts, and says when an object went back to an older version
/// or came back after it was gone.
/// </summary>
internal sealed class EdgeHistory : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<string, ulong> _versions = [];
    private readonly HashSet<string> _deleted = [];
    private readonly List<string> _faults = [];
    private readonly Lock _lock = new();
    private readonly Task _watching;
    private int _events;

    public EdgeHistory(Uri edge, params string[] resources)
    {
        _client = new HttpClient { BaseAddress = edge, Timeout = Timeout.InfiniteTimeSpan };
        _watching = Task.WhenAll(resources.Select(WatchAsync));
    }

    /// <summary>Ends the recording and returns what was wrong; the number of events tells whether anything was seen at all.</summary>
    public async Task<(int Events, IReadOnlyList<string> Faults)> EndAsync()
    {
        await _ended.CancelAsync();
        await _watching.WaitAsync(TimeSpan.FromSeconds(30));
        return (_events, _faults);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _client.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(string resource)
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await using Stream stream = await _client.GetStreamAsync(new Uri($"api/v1/{resource}?watch=true", UriKind.Relative), _ended.Token);
                using var lines = new StreamReader(stream);
                while (await lines.ReadLineAsync(_ended.Token) is { } line)
                {
                    lock (_lock)
                    {
                        Note(line);
                    }
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // The edge is down, or was killed in the middle of a line; the next connection starts with its whole state.
                await Task.Delay(_pause);
            }
        }
    }

    private void Note(string line)
    {
        using var document = JsonDocument.Parse(line);
        string type = document.RootElement.GetProperty("type").GetString() ?? string.Empty;
        if (type is not ("ADDED" or "MODIFIED" or "DELETED"))
        {
            return;
        }

        JsonElement metadata = document.RootElement.GetProperty("object").GetProperty("metadata");
        string uid = metadata.GetProperty("uid").GetString() ?? string.Empty;
        ulong version = ulong.Parse(metadata.GetProperty("resourceVersion").GetString() ?? "0", CultureInfo.InvariantCulture);
        _events++;
        if (_versions.TryGetValue(uid, out ulong last) && version < last)
        {
            _faults.Add($"{uid} went from version {last} back to {version}: {line}");
        }

        if (type != "DELETED" && _deleted.Contains(uid))
        {
            _faults.Add($"{uid} came back after it was deleted: {line}");
        }

        _versions[uid] = version;
        if (type == "DELETED")
        {
            _deleted.Add(uid);
        }
    }
}
