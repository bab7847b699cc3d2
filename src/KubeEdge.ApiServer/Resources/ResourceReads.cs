using System.Buffers;
using System.Text.Json;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Listing;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Watching;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using KubeEdge.Server;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Answers get, list and watch.</summary>
internal sealed class ResourceReads(IMetaStore store, ListReader lists, WatchStream watches, TimeProvider clock)
{
    public async Task GetAsync(HttpContext context, RequestInfo request, ResourceType type, string name)
    {
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: false, out var format, out var error)
            || (error = ListParametersReader.TryReadVersion(context.Request.Query, out _)) is not null)
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return;
        }

        var stored = await store.GetAsync(type.Key(request.Namespace, name), context.RequestAborted).ConfigureAwait(false);
        if (stored is null)
        {
            await ApiResponse.WriteStatusAsync(context, KubeStatus.NotFound(type, name)).ConfigureAwait(false);
            return;
        }

        if (request.Subresource == Subresources.Scale && ScaleView.PathsOf(type) is { } paths)
        {
            var scale = ObjectJson.Write(ScaleView.Of(ObjectJson.Parse(stored.Json), paths));
            await WriteObjectAsync(context, StatusCodes.Status200OK, ScaleView.Type, format, scale).ConfigureAwait(false);
            return;
        }

        await WriteObjectAsync(context, StatusCodes.Status200OK, type, format, stored.Json).ConfigureAwait(false);
    }

    public async Task ListAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: true, out var format, out var error)
            || !ListParametersReader.TryRead(context.Request.Query, type, isWatch: false, out var parameters, out error))
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return;
        }

        var (failed, page) = await lists.ReadAsync(QueryOf(request, type, parameters), parameters, context.RequestAborted).ConfigureAwait(false);
        if (page is null)
        {
            await ApiResponse.WriteStatusAsync(context, failed ?? KubeStatus.InternalError("no list")).ConfigureAwait(false);
            return;
        }

        await ListWriter.WriteAsync(context, type, format, page, clock).ConfigureAwait(false);
    }

    public async Task WatchAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: true, out var format, out var error)
            || !ListParametersReader.TryRead(context.Request.Query, type, isWatch: true, out var parameters, out error))
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return;
        }

        var watch = new WatchRequest(type, QueryOf(request, type, parameters), parameters, format);
        await watches.ServeAsync(context, watch, ServerEndpoint.GetStopping(context)).ConfigureAwait(false);
    }

    /// <summary>Writes one object in the form that the client accepts.</summary>
    public Task WriteObjectAsync(HttpContext context, int code, ResourceType type, ResponseFormat format, ReadOnlyMemory<byte> json)
    {
        if (format.Form is ResponseForm.Object)
        {
            return ApiResponse.WriteJsonAsync(context, code, json);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ObjectJson.WriterOptions))
        {
            var version = KubeObject.Parse(json).ResourceVersion;
            new ObjectWriter(type, format, clock).Write(writer, json, version);
        }

        return ApiResponse.WriteJsonAsync(context, code, buffer.WrittenMemory);
    }

    public static ResourceQuery QueryOf(RequestInfo request, ResourceType type, ListParameters parameters)
    {
        var fields = parameters.Fields is { IsEmpty: false } ? parameters.Fields : null;
        var labels = parameters.Labels is { IsEmpty: false } ? parameters.Labels : null;
        return new ResourceQuery(type.Group, type.Plural, type.IsNamespaced ? request.Namespace : null, labels, fields);
    }
}
