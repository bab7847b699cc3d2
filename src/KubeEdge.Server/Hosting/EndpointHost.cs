using KubeEdge.Server.Admission;
using KubeEdge.Server.Diagnostics;
using KubeEdge.Server.Http2;
using KubeEdge.Server.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Hosting;

/// <summary>Builds the private host: Kestrel, WebSockets and one handler, without configuration, environment or signal handling.</summary>
internal static class EndpointHost
{
    public static WebApplication Build(
        string name,
        ServerEndpointOptions options,
        RequestDelegate app,
        ILoggerFactory loggerFactory,
        CancellationToken stopping)
    {
        var binding = EndpointSettings.Check(options);
        var metrics = new ServerMetrics(options.MeterFactory);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.Services.AddSingleton<ILoggerFactory>(new QuietLoggerFactory(loggerFactory));
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.StopTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            ApplyLimits(kestrel.Limits, options.Limits);
            kestrel.Listen(binding, listen => Listen(name, listen, options, metrics, loggerFactory));
        });

        var host = builder.Build();
        var feature = new StoppingFeature(stopping);
        host.Use(next => context =>
        {
            context.Features.Set(feature);
            return next(context);
        });
        // Each link has its own ping and its own deadline; a second one underneath would only blur which of them fired.
        host.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        host.Run(app);
        return host;
    }

    private static void Listen(
        string name,
        ListenOptions listen,
        ServerEndpointOptions options,
        ServerMetrics metrics,
        ILoggerFactory loggerFactory)
    {
        listen.Protocols = (options.Http2, options.ServerCertificate) switch
        {
            (false, _) => HttpProtocols.Http1,
            (true, null) => HttpProtocols.Http2,
            _ => HttpProtocols.Http1AndHttp2,
        };
        if (options.Admission is { } admission)
        {
            listen.Use(next => new AdmissionGate(name, admission, next, metrics).OnConnectionAsync);
        }

        if (options is { UnixSocket: not null, Http2: true })
        {
            listen.Use(next => new AuthorityGate(next).OnConnectionAsync);
        }

        if (options.ServerCertificate is { } certificate)
        {
            var tls = new TlsSettings(name, options, certificate, metrics, loggerFactory.CreateLogger<ServerEndpoint>());
            listen.UseHttps(tls.ToHandshakeOptions(options.Limits.HandshakeTimeout));
        }
    }

    private static void ApplyLimits(KestrelServerLimits kestrel, ServerEndpointLimits limits)
    {
        kestrel.MaxRequestBodySize = limits.MaxRequestBodyBytes;
        kestrel.MaxRequestHeadersTotalSize = limits.MaxRequestHeaderBytes;
        kestrel.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.MaxConcurrentUpgradedConnections = limits.MaxUpgradedConnections;
        kestrel.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.KeepAliveTimeout = limits.IdleTimeout;
    }
}
