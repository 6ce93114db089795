import { DataOpenstackImagesImageV2 } from '@cdktf/provider-openstack/lib/data-openstack-images-image-v2';
import { ImagesImageV2 } from '@cdktf/provider-openstack/lib/images-image-v2';
import { Construct } from 'constructs';
import type { Cloud } from './cloud';
import type { ImageSpec } from './image';

/** Images that the site names, each made or looked up when something first asks for it. */
export class Images extends Construct {
  private readonly specs: ReadonlyMap<string, ImageSpec>;

  constructor(
    private readonly cloud: Cloud,
    id: string,
  ) {
    super(cloud, id);
    const { image, images } = cloud.options;
    this.specs = new Map([image, ...(images ?? [])].map(({ spec }) => [spec.name, spec]));
  }

  /** Name of the image of machines that don't name their own. */
  public get usual(): string {
    return this.cloud.options.image.spec.name;
  }

  /** Id of an image; known at apply. */
  public id(name: string, prop: string): string {
    const spec = this.specs.get(name);
    if (spec === undefined) {
      const message = `image '${name}' is not among the platform's image and images`;
      this.cloud.check.report('ImageUnknown', prop, message, { allowed: [...this.specs.keys()], given: name });
      return '';
    }
    return this.cloud.once(`Image-${name}`, () => this.make(spec)).id;
  }

  private make(spec: ImageSpec): ImagesImageV2 | DataOpenstackImagesImageV2 {
    const id = `Image-${spec.name}`;
    if (spec.kind === 'existing') {
      return new DataOpenstackImagesImageV2(this, id, { name: spec.name, mostRecent: true });
    }
    return new ImagesImageV2(this, id, {
      name: spec.name,
      containerFormat: 'bare',
      diskFormat: spec.format,
      visibility: 'private',
      tags: this.cloud.tags,
      ...(spec.kind === 'file' ? { localFilePath: fromStack(spec.path) } : { imageSourceUrl: spec.url, webDownload: true }),
    });
  }
}

/** A path of the clone, seen from a stack's folder; an absolute one as it is. */
function fromStack(file: string): string {
  return file.startsWith('/') ? file : `../../../${file}`;
}
