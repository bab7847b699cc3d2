using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Client;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Controllers.Tests.Upstream;

/// <summary>The upstream controller on a real API of our own, and a node that asks.</summary>
internal sealed class UpstreamRig : IAsyncDisposable
{
    public const string NodeName = "edge-1";
    private readonly DirectoryInfo _folder;
    private readonly IMetaStore _store;
    private readonly ServiceProvider _services;
    private readonly IUpstreamHandler _controller;
    private readonly MessageFactory _messages = new(TimeProvider.System);

    private UpstreamRig(DirectoryInfo folder, IMetaStore store, ApiServerHost api)
    {
        (_folder, _store, Api) = (folder, store, api);
        Client = new KubeClient(new KubeClientOptions { Server = api.Address });
        _services = new ServiceCollection().AddSingleton(Client).AddEdgeController().AddLogging().BuildServiceProvider();
        _controller = _services.GetServices<IUpstreamHandler>().Single();
    }

    public ApiServerHost Api { get; }

    public KubeClient Client { get; }

    public FakeNode Node { get; } = new(NodeName);

    /// <param name="port">Where the API listens; 0 takes any free port.</param>
    public static async Task<UpstreamRig> StartAsync(int port = 0)
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-upstream-");
        var store = await MetaStoreFile.OpenAsync(Path.Combine(folder.FullName, "api.db"));
        var options = new ApiServerOptions { Port = port };
        return new UpstreamRig(folder, store, await ApiServerHost.StartAsync(store, options, NullLoggerFactory.Instance));
    }

    public async Task SendAsync(string operation, string resource, MessageContent content, FakeNode? node = null)
    {
        var message = _messages.New(new MessageRoute(ModuleNames.Edged, GroupNames.Meta, resource, operation), content);
        Assert.True(_controller.Handles(message.Route));
        await _controller.HandleAsync(node ?? Node, message, CancellationToken.None);
    }

    /// <summary>Asks, checks that the one answer is one to this question, and returns its content.</summary>
    public async Task<JsonNode?> AskAsync(string operation, string resource, string? json, FakeNode? node = null)
    {
        var content = json switch
        {
            null => MessageContent.Null,
            ['"', ..] => MessageContent.Text((string?)JsonNode.Parse(json) ?? string.Empty),
            _ => MessageContent.Json(Encoding.UTF8.GetBytes(json)),
        };
        var message = _messages.New(new MessageRoute(ModuleNames.Edged, GroupNames.Meta, resource, operation), content);
        await _controller.HandleAsync(node ?? Node, message, CancellationToken.None);
        var answer = await (node ?? Node).NextAsync();
        Assert.Equal(message.Header.Id, answer.Header.ParentId);
        Assert.Equal(("edgecontroller", "resource", resource, "response"), (answer.Route.Source, answer.Route.Group, answer.Route.Resource, answer.Route.Operation));
        return answer.Content.TryGetText(out var text) ? JsonValue.Create(text) : JsonNode.Parse(answer.Content.ToData().Span);
    }

    public async Task CreateAsync(string path, string json)
    {
        using var http = new HttpClient { BaseAddress = Api.Address };
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Api.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
