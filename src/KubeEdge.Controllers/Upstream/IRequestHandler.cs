namespace KubeEdge.Controllers.Upstream;

/// <summary>Serves requests of some types and operations.</summary>
internal interface IRequestHandler
{
    /// <summary>The wire type and operation of what it serves.</summary>
    IEnumerable<(string Type, string Operation)> Serves { get; }

    /// <summary>Does what is asked and says what came of it; null for reports that the original does not answer.</summary>
    ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken);
}
