using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>A seeded stream of creates, updates, deletes and re-creations against an API that is killed now and then.</summary>
internal sealed class Changes(Uri api, int seed, params string[] resources) : IDisposable
{
    private const int Names = 20;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _client = new() { BaseAddress = api, Timeout = TimeSpan.FromSeconds(5) };
    private readonly Random _random = new(seed);
    private int _number;

    public static IEnumerable<string> AllNames => Enumerable.Range(0, Names).Select(i => $"changing-{i}");

    /// <summary>Makes changes one after the other; one that fails because the API is down is tried again.</summary>
    public async Task MakeAsync(int count, Action<int> afterEach)
    {
        for (int i = 0; i < count; i++)
        {
            string name = $"changing-{_random.Next(Names)}";
            bool delete = _random.Next(4) == 0;
            string resource = resources[_random.Next(resources.Length)];
            string body = (resource == "pods" ? Pod(name) : Data(resource, name)).ToJsonString();
            long start = TimeProvider.System.GetTimestamp();
            while (!await (delete ? DeleteAsync(resource, name) : PutAsync(resource, name, body)))
            {
                if (TimeProvider.System.GetElapsedTime(start) > _patience)
                {
                    throw new TimeoutException($"change {i} of {resource}/{name} was not taken within {_patience}");
                }
            }

            afterEach(i);
        }
    }

    public void Dispose() => _client.Dispose();

    // A running pod's containers cannot be changed; its labels can.
    private JsonObject Pod(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "default",
            ["labels"] = new JsonObject { ["change"] = $"{_number++}" },
        },
        ["spec"] = new JsonObject
        {
            ["nodeName"] = ThreeHosts.Node,
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "nginx:1.25" }),
        },
    };

    private JsonObject Data(string resource, string name)
    {
        JsonObject map = ConfigMaps.Of(name, 1 + _random.Next(5000), $"{_number++ % 10}");
        if (resource == "secrets")
        {
            map["kind"] = "Secret";
            map["stringData"] = map["data"]?.DeepClone();
            map.Remove("data");
        }

        return map;
    }

    private async Task<bool> PutAsync(string resource, string name, string body)
    {
        HttpStatusCode? updated = await SendAsync(HttpMethod.Put, $"api/v1/namespaces/default/{resource}/{name}", body);
        if (updated == HttpStatusCode.NotFound)
        {
            updated = await SendAsync(HttpMethod.Post, $"api/v1/namespaces/default/{resource}", body);
        }

        return updated is HttpStatusCode.OK or HttpStatusCode.Created;
    }

    private async Task<bool> DeleteAsync(string resource, string name) =>
        await SendAsync(HttpMethod.Delete, $"api/v1/namespaces/default/{resource}/{name}", null) is HttpStatusCode.OK or HttpStatusCode.NotFound;

    private async Task<HttpStatusCode?> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // The API was just killed; asking again at once would only take processor time from its restart.
            await Task.Delay(_pause);
            return null;
        }
    }
}
