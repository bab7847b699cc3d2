using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Authorization;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Listing;
using KubeEdge.ApiServer.Patching;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tokens;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Answers create, update, patch and the deletions. Nothing is acknowledged before it is safely stored.</summary>
internal sealed class ResourceWrites(
    ObjectCreator creator,
    ObjectUpdater updater,
    ScaleWrites scales,
    ObjectRemover remover,
    CollectionRemover collections,
    NamespaceContents contents,
    TokenRequests tokens,
    AccessReviews reviews,
    ServiceAddresses services,
    DefinitionLoader definitions,
    ResourceReads reads,
    VersionSpace versions,
    TimeProvider clock,
    int maxBodyBytes)
{
    public async Task CreateAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        if (await ReadObjectAsync(context, request, type).ConfigureAwait(false) is not var (value, parameters, format))
        {
            return;
        }

        var outcome = ServiceAddresses.IsService(type)
            ? await services.CreateAsync(value, Create, context.RequestAborted).ConfigureAwait(false)
            : await Create().ConfigureAwait(false);
        if (NamespaceRemover.IsNamespace(type) && outcome.Status is null && !parameters.DryRun
            && await contents.EnsureAsync(ObjectMeta.Name(value), context.RequestAborted).ConfigureAwait(false) is { } failed)
        {
            outcome = failed;
        }

        await WriteAsync(context, type, format, outcome).ConfigureAwait(false);

        ValueTask<WriteOutcome> Create() =>
            creator.CreateAsync(type, request.Namespace, value, parameters.DryRun, context.RequestAborted);
    }

    /// <summary>Asks for a token of a service account.</summary>
    public async Task CreateTokenAsync(HttpContext context, RequestInfo request, ResourceType type, string name)
    {
        if (await ReadObjectAsync(context, request, TokenRequests.Type).ConfigureAwait(false) is var (value, _, format))
        {
            var outcome = await tokens.CreateAsync(type, request.Namespace, name, value, context.RequestAborted).ConfigureAwait(false);
            await WriteAsync(context, TokenRequests.Type, format, outcome).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a question about rights.</summary>
    public async Task ReviewAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        if (await ReadObjectAsync(context, request, type).ConfigureAwait(false) is var (value, _, format))
        {
            await WriteAsync(context, type, format, await reviews.AnswerAsync(context, value).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    public async Task UpdateAsync(HttpContext context, RequestInfo request, ResourceType type, string name)
    {
        var paths = request.Subresource == Subresources.Scale ? ScaleView.PathsOf(type) : null;
        if (await ReadObjectAsync(context, request, paths is null ? type : ScaleView.Type).ConfigureAwait(false) is not var (value, parameters, format))
        {
            return;
        }

        var wrong = ObjectIdentity.SetNamespace(type, value, request.Namespace) ?? ObjectIdentity.CheckName(value, name, request.Namespace);
        if (wrong is not null)
        {
            await ApiResponse.WriteStatusAsync(context, wrong).ConfigureAwait(false);
            return;
        }

        var update = new UpdateRequest(type, type.Key(request.Namespace, name), request.Subresource, parameters.DryRun);
        var outcome = paths is null
            ? await updater.UpdateAsync(update, Replace, context.RequestAborted).ConfigureAwait(false)
            : await scales.UpdateAsync(update, paths, value, context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, paths is null ? type : ScaleView.Type, format, outcome).ConfigureAwait(false);

        KubeStatus? Replace(JsonObject current, out JsonObject changed)
        {
            changed = (JsonObject)value.DeepClone();
            return null;
        }
    }

    public async Task PatchAsync(HttpContext context, RequestInfo request, ResourceType type, string name)
    {
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: false, out var format, out var error)
            || (error = WriteParameters.TryRead(context.Request.Query, request.Verb, out var parameters)) is not null
            || (error = PatchKinds.TryRead(context.Request.ContentType, type, out var kind)) is not null)
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return;
        }

        var (broken, body) = await RequestBody.ReadAsync(context, maxBodyBytes).ConfigureAwait(false);
        if (broken is not null || !ObjectPatch.TryRead(kind, body, maxBodyBytes, out var patch, out broken))
        {
            await ApiResponse.WriteStatusAsync(context, broken).ConfigureAwait(false);
            return;
        }

        var change = new PatchedObject(type, name, request.Namespace, patch, parameters.Validation);
        var update = new UpdateRequest(type, type.Key(request.Namespace, name), request.Subresource, parameters.DryRun);
        var paths = request.Subresource == Subresources.Scale ? ScaleView.PathsOf(type) : null;
        var outcome = paths is null
            ? await updater.UpdateAsync(update, change.Make, context.RequestAborted).ConfigureAwait(false)
            : await scales.PatchAsync(update, paths, patch, context.RequestAborted).ConfigureAwait(false);
        ApiResponse.AddWarnings(context.Response, change.Warnings);
        await WriteAsync(context, paths is null ? type : ScaleView.Type, format, outcome).ConfigureAwait(false);
    }

    public async Task DeleteAsync(HttpContext context, RequestInfo request, ResourceType type, string name)
    {
        if (await ReadDeletionAsync(context).ConfigureAwait(false) is not var (parameters, format))
        {
            return;
        }

        if (DefinitionStrategy.IsDefinition(type) && !parameters.DryRun)
        {
            await definitions.EmptyAsync(name, collections, context.RequestAborted).ConfigureAwait(false);
        }

        var outcome = await remover.DeleteAsync(type, type.Key(request.Namespace, name), parameters, context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, type, format, outcome).ConfigureAwait(false);
    }

    public async Task DeleteCollectionAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        if (!ListParametersReader.TryRead(context.Request.Query, type, isWatch: false, out var list, out var error))
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return;
        }

        if (await ReadDeletionAsync(context).ConfigureAwait(false) is not var (parameters, format))
        {
            return;
        }

        var query = ResourceReads.QueryOf(request, type, list);
        var (failed, found) = await collections.DeleteAsync(type, query, parameters, context.RequestAborted).ConfigureAwait(false);
        if (failed is not null)
        {
            await ApiResponse.WriteStatusAsync(context, failed).ConfigureAwait(false);
            return;
        }

        var page = new ListPage(versions.Of(found), ListOrder.Sort(found.Objects), null, null);
        await ListWriter.WriteAsync(context, type, format, page, clock).ConfigureAwait(false);
    }

    /// <summary>Reads the object of a request; null when the answer was given already.</summary>
    private async ValueTask<(JsonObject Value, WriteParameters Parameters, ResponseFormat Format)?> ReadObjectAsync(
        HttpContext context, RequestInfo request, ResourceType type)
    {
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: false, out var format, out var error)
            || (error = WriteParameters.TryRead(context.Request.Query, request.Verb, out var parameters)) is not null
            || (error = RequestBody.IsJson(context.Request) || RequestBody.IsProtobuf(context.Request) ? null : RequestBody.Unsupported()) is not null)
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return null;
        }

        var isProtobuf = RequestBody.IsProtobuf(context.Request);
        var (broken, body) = await RequestBody.ReadAsync(context, maxBodyBytes).ConfigureAwait(false);
        if (broken is not null || !ObjectDecoder.TryDecode(type, body, isProtobuf, parameters.Validation, out var value, out var warnings, out broken))
        {
            await ApiResponse.WriteStatusAsync(context, broken).ConfigureAwait(false);
            return null;
        }

        ApiResponse.AddWarnings(context.Response, warnings);
        return (value, parameters, format);
    }

    private async ValueTask<(DeleteParameters Parameters, ResponseFormat Format)?> ReadDeletionAsync(HttpContext context)
    {
        var isProtobuf = RequestBody.IsProtobuf(context.Request);
        if (!ResponseFormatReader.TryRead(context.Request, isCollection: true, out var format, out var error)
            || (error = isProtobuf || RequestBody.IsJson(context.Request) ? null : RequestBody.Unsupported()) is not null)
        {
            await ApiResponse.WriteStatusAsync(context, error).ConfigureAwait(false);
            return null;
        }

        var (broken, body) = await RequestBody.ReadAsync(context, maxBodyBytes).ConfigureAwait(false);
        if (broken is not null || (broken = DeleteParameters.TryRead(context.Request.Query, body, isProtobuf, out var parameters)) is not null)
        {
            await ApiResponse.WriteStatusAsync(context, broken).ConfigureAwait(false);
            return null;
        }

        return (parameters, format);
    }

    private async Task WriteAsync(HttpContext context, ResourceType type, ResponseFormat format, WriteOutcome outcome)
    {
        if (DefinitionStrategy.IsDefinition(type))
        {
            // Before the answer, so that whoever reads it can use what it says; and also when nobody waits for the answer any more.
            await definitions.LoadAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await (outcome.Status is { } status
            ? ApiResponse.WriteStatusAsync(context, status)
            : reads.WriteObjectAsync(context, outcome.Code, type, format, outcome.Json)).ConfigureAwait(false);
    }
}
