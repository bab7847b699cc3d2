using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>A server over a store in a folder of its own, and a client of it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ApiServerHost _host;
    private readonly HttpClientHandler _handler = new() { UseProxy = false };

    private TestServer(string folder, IMetaStore store, ApiServerHost host)
    {
        Folder = folder;
        Store = store;
        _host = host;
        Client = new HttpClient(_handler) { BaseAddress = host.Address, Timeout = Patience };
    }

    public string Folder { get; }

    public IMetaStore Store { get; }

    public HttpClient Client { get; }

    public Uri Address => _host.Address;

    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    public static async Task<TestServer> StartAsync(Action<ApiServerOptions>? configure = null, TimeProvider? clock = null, IMetaStore? store = null)
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-api-").FullName;
        store ??= await MetaStoreFile.OpenAsync(Path.Combine(folder, "store.db")).WaitAsync(Patience);
        var options = new ApiServerOptions { KubeconfigPath = Path.Combine(folder, "kubeconfig") };
        configure?.Invoke(options);
        var host = await ApiServerHost.StartAsync(store, options, NullLoggerFactory.Instance, timeProvider: clock).WaitAsync(Patience);
        return new TestServer(folder, store, host);
    }

    public Task StopAsync() => _host.StopAsync().WaitAsync(Patience);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Client.SendAsync(request).WaitAsync(Patience);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync().WaitAsync(Patience));
    }

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, accept: accept);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, string patch, string kind = "merge-patch") =>
        SendAsync(HttpMethod.Patch, path, patch, $"application/{kind}+json");

    public Task<Answer> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body);

    /// <summary>Creates a ConfigMap that must be accepted.</summary>
    public async Task<JsonNode> CreateConfigMapAsync(string name, string members = "", string ns = "default", string metadata = "")
    {
        var body = $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"{{metadata}}}{{members}}}""";
        var answer = await PostAsync($"/api/v1/namespaces/{ns}/configmaps", body);
        Assert.Equal(201, answer.Code);
        return answer.Json;
    }

    public Task<WatchClient> WatchAsync(string path, string? accept = null) => WatchClient.OpenAsync(Client, path, accept);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _host.DisposeAsync().AsTask().WaitAsync(Patience);
        await Store.DisposeAsync().AsTask().WaitAsync(Patience);
        Directory.Delete(Folder, recursive: true);
    }
}
