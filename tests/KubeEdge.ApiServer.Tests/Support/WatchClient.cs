using System.Net.Http;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>Reads a watch line by line.</summary>
internal sealed class WatchClient : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private WatchClient(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public static async Task<WatchClient> OpenAsync(HttpClient client, string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TestServer.Patience);
        Assert.Equal(200, (int)response.StatusCode);
        return new WatchClient(response, new StreamReader(await response.Content.ReadAsStreamAsync().WaitAsync(TestServer.Patience)));
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<JsonNode?> NextAsync() =>
        await _reader.ReadLineAsync().WaitAsync(TestServer.Patience) is { } line ? JsonNode.Parse(line) : null;

    /// <summary>The next event in short: <c>ADDED name</c>.</summary>
    public async Task<string> NextNameAsync()
    {
        var next = await NextAsync();
        return next is null ? "end" : $"{next["type"]} {next["object"]?["metadata"]?["name"]}";
    }

    public async Task ExpectAsync(params string[] events)
    {
        foreach (var expected in events)
        {
            Assert.Equal(expected, await NextNameAsync());
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
