using KubeEdge.Grpc;

namespace KubeEdge.Server.Grpc;

/// <summary>Answers a call.</summary>
/// <param name="request">What the caller sent.</param>
/// <param name="cancellationToken">Fires when the caller's time is over or the caller is gone.</param>
/// <returns>A message, or the status that says why there is none.</returns>
public delegate ValueTask<GrpcResult<TResponse>> GrpcHandler<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken);
