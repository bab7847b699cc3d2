using System.Diagnostics.Metrics;
using KubeEdge.ApiServer.Authorization;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Diagnostics;
using KubeEdge.ApiServer.Discovery;
using KubeEdge.ApiServer.Listing;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Tokens;
using KubeEdge.ApiServer.Watching;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>Puts a server together over a store.</summary>
internal sealed class ApiServerParts : IDisposable
{
    private readonly CreationGate _gate = new();
    private readonly SigningKey? _key;
    private readonly ServiceAddresses? _services;

    public ApiServerParts(
        IMetaStore store,
        ResourceTable table,
        ApiServerOptions options,
        TimeProvider clock,
        IMeterFactory? meters,
        ILogger logger,
        SigningKey? key)
    {
        _key = key;
        var served = new ServedResources(table);
        Definitions = new DefinitionLoader(store, served);
        var versions = new VersionSpace(options.ReadOnly);
        var metrics = new ApiServerMetrics(meters);
        var limits = new WatchLimits(options.MaxWatchDuration, options.BookmarkInterval, options.WatchWriteTimeout);
        var lists = new ListReader(store, versions, new ListSnapshots(clock));
        var reads = new ResourceReads(store, lists, new WatchStream(store, versions, limits, clock, metrics), clock);
        var rules = new RoleRules(store);
        var authorizer = new Authorizer(rules);
        ResourceWrites? writes = null;
        if (key is not null)
        {
            var strategies = new ResourceStrategies(options.FillNamespaces);
            var identities = new IdentitySource(clock);
            var namespaces = new NamespaceRemover(store, served, identities, _gate);
            var creator = new ObjectCreator(store, served, strategies, identities, _gate);
            var remover = new ObjectRemover(store, strategies, identities, namespaces);
            var updater = new ObjectUpdater(store, strategies, remover);
            var collections = new CollectionRemover(store, remover);
            var contents = new NamespaceContents(served, creator, options.FillNamespaces ? key : null);
            var tokens = new TokenRequests(store, served, new TokenIssuer(key), identities, clock);
            var reviews = new AccessReviews(authorizer, rules);
            _services = new ServiceAddresses(store);
            writes = new ResourceWrites(
                creator,
                updater,
                new ScaleWrites(updater),
                remover,
                collections,
                contents,
                tokens,
                reviews,
                _services,
                Definitions,
                reads,
                versions,
                clock,
                options.MaxBodyBytes);
            FirstNamespaces = new FirstNamespaces(store, served, creator, namespaces, contents);
            FirstDefinitions = options.InstallDefinitions ? new FirstDefinitions(served, creator) : null;
        }

        var others = new NonResourceHandler(served, new HealthEndpoints(store));
        Handler = new ApiRequestHandler(served, others, reads, writes, new RequestGate(authorizer), metrics, logger);
    }

    /// <summary>Serves what the stored definitions say.</summary>
    public DefinitionLoader Definitions { get; }

    public ApiRequestHandler Handler { get; }

    /// <summary>Null over an edge store, where the cloud decides which namespaces there are.</summary>
    public FirstNamespaces? FirstNamespaces { get; }

    /// <summary>Null where definitions are not to be installed.</summary>
    public FirstDefinitions? FirstDefinitions { get; }

    public void Dispose()
    {
        _gate.Dispose();
        _services?.Dispose();
        _key?.Dispose();
    }
}
