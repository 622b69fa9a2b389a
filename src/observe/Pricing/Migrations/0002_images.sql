-- Images: tokens that carry them in US dollars per million, and by the piece in US dollars each.
alter table prices
    add column image_input numeric,
    add column image_output numeric,
    add column per_input_image numeric,
    add column per_output_image numeric;
